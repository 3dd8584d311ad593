using CaregiverSignal.Desk;
using CaregiverSignal.People;
using CaregiverSignal.Retention;
using CaregiverSignal.Web.Fields;

namespace CaregiverSignal.Erasure;

/// <summary>Until when somebody's data is kept, and what goes when it is erased; every text ready to show.</summary>
/// <param name="Kept">Until when, and why.</param>
/// <param name="MayKeep">They no longer take part, so a term runs.</param>
/// <param name="Goes">What would be erased, a line each.</param>
/// <param name="MayErase">The reader may erase it at once.</param>
public sealed record ErasePageModel(
    StaffShell Shell,
    long CaregiverId,
    string Person,
    string Name,
    string Kept,
    bool MayKeep,
    IReadOnlyList<string> Goes,
    bool MayErase
)
{
    public static readonly Texts Words = Texts.Of(typeof(ErasePage));

    /// <summary>What is counted for people; the rest is in the total.</summary>
    private static readonly string[] Counted = ["check_in", "answer", "signal", "action", "event", "mail"];

    public KeepForm Typed { get; init; } = KeepForm.Empty;

    /// <summary>Null when the number was right, or none was typed.</summary>
    public string? WrongNumber { get; init; }

    /// <summary>What was just done; null when nothing was.</summary>
    public string? Saved { get; init; }

    public IReadOnlyList<FormError> Errors =>
        WrongNumber is null ? Typed.Errors : [.. Typed.Errors, new FormError("nummer", "nummer", WrongNumber)];

    public string? ErrorOf(string field) => FormError.Of(field, Errors);

    public static ErasePageModel Of(
        StaffShell shell,
        Caregiver caregiver,
        Keeping keeping,
        IReadOnlyDictionary<string, int> counts,
        RetentionTerms terms,
        bool mayErase
    ) =>
        new(
            shell,
            caregiver.Id,
            caregiver.Person,
            Plainly.FullName(caregiver.Person, caregiver.FirstName, caregiver.LastName),
            KeptOf(keeping, terms),
            keeping.EndedOn is not null,
            GoesOf(counts),
            mayErase
        );

    /// <summary>What would be erased, a line each.</summary>
    public static IReadOnlyList<string> GoesOf(IReadOnlyDictionary<string, int> counts) =>
        [
            .. Counted
                .Where(table => counts.GetValueOrDefault(table) > 0)
                .Select(table =>
                    Words[$"Goes.{table}{(counts[table] == 1 ? ".One" : "")}", ("aantal", Texts.Number(counts[table]))]
                ),
        ];

    private static string TermOf(int days) =>
        days % 365 == 0 ? Words["Years", ("aantal", Texts.Number(days / 365))] : Words.Counted("Days", days);

    private static string KeptOf(Keeping keeping, RetentionTerms terms)
    {
        if (keeping.EndedOn is not { } ended)
            return Words["Kept.TakesPart", ("termijn", TermOf(terms.EndedDays))];
        var until = keeping.EraseOn ?? ended.AddDays(terms.EndedDays);
        return keeping.KeepReason is { } reason
            ? Words["Kept.Longer", ("dag", Texts.Day(until)), ("reden", Plainly.Shown(reason))]
            : Words["Kept.Until", ("einde", Texts.Day(ended)), ("dag", Texts.Day(until))];
    }
}
