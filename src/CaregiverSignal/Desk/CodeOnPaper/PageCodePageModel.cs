using CaregiverSignal.Desk.Letters;
using CaregiverSignal.People;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;
using CaregiverSignal.Web;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Desk.CodeOnPaper;

/// <summary>The code on paper of a caregiver: what became of it, and the form for a new one; ready to show.</summary>
/// <param name="Lines">When it was made and used, and until when it works; or why it ended.</param>
/// <param name="IsOpen">It opens the page now.</param>
/// <param name="CanHave">They may be given one.</param>
/// <param name="Stand">What the form was made for.</param>
/// <param name="IsEnded">It was ended just now.</param>
public sealed record PageCodePageModel(
    StaffShell Shell,
    long CaregiverId,
    string Name,
    string FirstName,
    IReadOnlyList<string> Lines,
    bool IsOpen,
    bool CanHave,
    string Stand,
    bool IsEnded,
    string? Error
)
{
    public static readonly Texts Words = Texts.Of(typeof(PageCodePage));

    public IReadOnlyList<FormError> Errors => Error is null ? [] : [new FormError("getal", "getal", Error)];

    public static PageCodePageModel Of(
        StaffShell shell,
        Caregiver caregiver,
        PageCode? code,
        bool isEnded,
        string? error,
        SiteTime time
    ) =>
        new(
            shell,
            caregiver.Id,
            Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            Plainly.Shown(caregiver.FirstName ?? caregiver.Person),
            code is null ? [] : [.. LinesOf(code, time)],
            code?.IsOpenAt(time.Now) ?? false,
            MayHave(caregiver, time.Today),
            StandOf(code),
            isEnded,
            error is null ? null : Words[error]
        );

    /// <summary>
    /// Whether somebody may have a code: as with a link by mail, nobody who left, and nobody whom a person asks because
    /// of their age.
    /// </summary>
    public static bool MayHave(Caregiver caregiver, DateOnly today) =>
        caregiver.Status != CaregiverStatus.Ended
        && !Minors.AskedByAPerson(caregiver.Born, caregiver.YoungUntil, today);

    /// <summary>Tells one code from the one before it.</summary>
    public static string StandOf(PageCode? code) => code is null ? "" : TypeHandlers.Text(code.MadeAt);

    private static IEnumerable<string> LinesOf(PageCode code, SiteTime time)
    {
        yield return Words["Made", ("dag", Texts.Day(time.DayOf(code.MadeAt))), ("wie", Plainly.Shown(code.MadeBy))];
        yield return code.UsedAt is { } used ? Words["Used", ("dag", Texts.Day(time.DayOf(used)))] : Words["NotUsed"];
        if (code.EndedAt is { } ended)
        {
            yield return Words["Ended." + code.EndedWhy!.Value.Code(), ("dag", Texts.Day(time.DayOf(ended)))];
            yield break;
        }

        yield return Words[
            code.IsOpenAt(time.Now) ? "Until" : "Over",
            ("dag", Texts.Day(time.DayOf(code.OverAt).AddDays(-1)))
        ];
        if (code.Wrong > 0)
            yield return code.Wrong == 1 ? Words["WrongOnce"] : Words["Wrong", ("n", Texts.Number(code.Wrong))];
    }
}

/// <summary>The letter with a code, shown once; its number is not on it.</summary>
/// <param name="Address">As on every letter: name and address, a line each.</param>
/// <param name="PageUrl">Where the code is typed in.</param>
public sealed record PageCodeLetter(
    StaffShell Shell,
    long CaregiverId,
    string FirstName,
    IReadOnlyList<string> Address,
    string Code,
    string PageUrl,
    string Coordinator,
    string Today,
    string Until
)
{
    public static PageCodeLetter Of(
        Transaction transaction,
        Caregiver caregiver,
        string code,
        StaffShell shell,
        SiteSettings site,
        SiteTime time,
        DateTimeOffset overAt
    ) =>
        new(
            shell,
            caregiver.Id,
            Plainly.Shown(caregiver.FirstName ?? caregiver.Person),
            LetterModel.AddressOf(
                Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
                PersonDetailsTable.Of(transaction, caregiver.Id)
            ),
            code,
            $"{site.BaseUrl}{PageRoutes.OwnPage}/code",
            CoordinatorTable.NameFor(transaction, caregiver, shell.Support),
            Texts.Day(time.Today),
            Texts.Day(time.DayOf(overAt).AddDays(-1))
        );
}
