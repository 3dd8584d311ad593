using CaregiverSignal.People;
using CaregiverSignal.Record;
using CaregiverSignal.Storage;
using CaregiverSignal.Time;

namespace CaregiverSignal.Desk.Register;

/// <param name="Person">Only lines about the caregiver with this number.</param>
/// <param name="Colleague">Only lines of this colleague.</param>
public sealed record RegisterPageModel(
    StaffShell Shell,
    long? Person,
    long? Colleague,
    DateOnly? Day,
    IReadOnlyList<Colleague> Colleagues,
    IReadOnlyList<RegisterRow> Rows,
    Pager Pager
)
{
    public static readonly Texts Words = Texts.Of(typeof(RegisterPage));

    public bool IsFiltered => Person is not null || Colleague is not null || Day is not null;

    /// <remarks>A code that this program does not know is shown as it stands: a line is never left out.</remarks>
    public static RegisterRow RowOf(RecordLine line, IReadOnlyList<Coordinator> colleagues, SiteTime time)
    {
        var who = NameOf(line.ByStaff) ?? Said("Role.", line.ByRole);
        return new RegisterRow(
            line.Id,
            TypeHandlers.InstantOrNull(line.At) is { } at
                ? time.Local(at).ToString("d MMM yyyy, H.mm", Texts.Dutch)
                : line.At,
            line.ForStaff is { } owner ? Words["For", ("wie", who), ("ander", NameOf(owner) ?? "?")] : who,
            line.Outcome is { } outcome ? $"{DeedOf(line)} ({Said("Outcome.", outcome)})" : DeedOf(line),
            line.CaregiverId,
            string.Join(
                ", ",
                new[]
                {
                    line.Object is { } written ? NumbersIn(written) : null,
                    line.Ground is { } ground ? Said("Ground.", ground) : null,
                    line.Network,
                }.OfType<string>()
            )
        );

        string? NameOf(long? staff) =>
            colleagues.FirstOrDefault(one => one.Id == staff) is { } known ? Plainly.Shown(known.CalledAs) : null;
    }

    private static string DeedOf(RecordLine line)
    {
        var deed = ReadersPageModel.DeedOf(line);
        return char.ToUpper(deed[0], Texts.Dutch) + deed[1..];
    }

    /// <summary>Which one it was, or who stood on the list; null where the words say all.</summary>
    private static string? NumbersIn(string written) =>
        written.Split(':') switch
        {
            [_, { Length: > 0 } ids] => Words[
                "Listed",
                ("n", Texts.Number(ids.Split(',').Length)),
                ("nummers", ids.Replace(",", ", ", StringComparison.Ordinal))
            ],
            [var one] when one.Contains('/', StringComparison.Ordinal) => one,
            _ => null,
        };

    private static string Said(string kind, string code) => Words.Has(kind + code) ? Words[kind + code] : code;
}

/// <param name="Caregiver">The number of the caregiver's row; null when it is nobody's.</param>
/// <param name="More">What it was done to, why they might, and from which network.</param>
public sealed record RegisterRow(long Id, string At, string Who, string What, long? Caregiver, string More);

public sealed record Colleague(long Id, string Name);
