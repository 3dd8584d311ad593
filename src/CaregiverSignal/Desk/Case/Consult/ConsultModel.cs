using System.Globalization;
using CaregiverSignal.Caseload;
using CaregiverSignal.People;
using CaregiverSignal.Staff;
using CaregiverSignal.Staff.Accounts;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Case.Consult;

/// <summary>Looking along: the question that is open, what came of the last one, and the form that asks.</summary>
/// <param name="Open">Null while nobody is asked.</param>
/// <param name="Unread">What came of the last one, to be read; null when nothing is.</param>
/// <param name="Colleagues">Who can be asked; empty where the reader cannot ask now.</param>
public sealed record ConsultModel(
    long CaregiverId,
    OpenConsult? Open,
    UnreadConsult? Unread,
    IReadOnlyList<(string Value, string Label)> Colleagues,
    string UsualUntil
)
{
    public static readonly Texts Words = Texts.Of(typeof(ConsultSection));

    /// <summary>Working days that a colleague usually gets (our choice).</summary>
    private const int UsualDays = 3;

    public ConsultForm Typed { get; init; } = ConsultForm.Empty;

    /// <summary>Whether something is to be seen before anything is unfolded.</summary>
    public bool IsNow => Open is not null || Unread is not null || Typed.Lost is not null;

    /// <summary>Who can be asked: any colleague who is here, without who asks.</summary>
    public static IReadOnlyList<Coordinator> ColleaguesOf(
        Transaction transaction,
        Caregiver caregiver,
        long askerId,
        DateOnly today
    ) => [.. ColleaguesHere.Of(transaction, caregiver.CoordinatorId, today).Where(one => one.Id != askerId)];

    /// <param name="all">All about the caregiver, the newest first.</param>
    public static ConsultModel Of(
        Transaction transaction,
        Caregiver caregiver,
        SignedInStaff staff,
        IReadOnlyList<Consultation> all,
        OpenTasks tasks,
        SiteTime time
    )
    {
        var (me, owner) = (staff.Coordinator.Id, caregiver.CoordinatorId);
        var open = all.FirstOrDefault(one => one.EndedAt is null);
        // Whoever follows the person asks, so that the answer comes to who asked.
        var mayAsk = staff.Follows(owner);
        var isUnread =
            mayAsk && all.Any(one => one.EndedAt is not null) && tasks.DueOn(StaffTaskKind.Consulted) is not null;
        return new ConsultModel(
            caregiver.Id,
            open is null ? null : OpenConsult.Of(open, open.AskedOf == me, mayAsk),
            isUnread ? UnreadConsult.Of(all.First(one => one.EndedAt is not null)) : null,
            mayAsk && open is null
                ?
                [
                    .. ColleaguesOf(transaction, caregiver, me, time.Today)
                        .Select(one => (one.Id.ToString(CultureInfo.InvariantCulture), Plainly.Shown(one.CalledAs))),
                ]
                : [],
            time.WorkingDays.Add(time.Today, UsualDays).ToString("O", CultureInfo.InvariantCulture)
        );
    }
}

/// <param name="Text">Who asked whom, until when.</param>
/// <param name="MayAnswer">The reader is the colleague.</param>
/// <param name="MayTakeBack">The reader could have asked.</param>
public sealed record OpenConsult(string Text, string Question, bool MayAnswer, bool MayTakeBack)
{
    public static OpenConsult Of(Consultation asked, bool mayAnswer, bool mayTakeBack) =>
        new(
            ConsultModel.Words[
                mayAnswer ? "AsksYou" : "Asked",
                ("naam", Plainly.Shown(asked.Asker)),
                ("collega", Plainly.Shown(asked.Colleague)),
                ("dag", Texts.DayOfWeek(asked.UntilOn))
            ],
            Plainly.Shown(asked.Question),
            mayAnswer,
            mayTakeBack
        );
}

/// <param name="Answer">Null where none came.</param>
public sealed record UnreadConsult(string Text, string Question, string? Answer)
{
    public static UnreadConsult Of(Consultation asked) =>
        new(
            ConsultModel.Words[
                asked.Answer is null ? "NotAnswered" : "Answered",
                ("collega", Plainly.Shown(asked.Colleague))
            ],
            Plainly.Shown(asked.Question),
            asked.Answer is { } answer ? Plainly.Shown(answer) : null
        );
}
