using CaregiverSignal.Desk;
using CaregiverSignal.Files;

namespace CaregiverSignal.Import;

/// <summary>The page that takes in a folder: what is wrong with it, what would happen, what was done.</summary>
/// <param name="Faults">Everything that is wrong; then nothing is stored.</param>
/// <param name="Would">What the import would do, in words; null before the files were checked.</param>
/// <param name="Done">What it did, in words.</param>
/// <param name="Carried">The files that were checked, for the button that stores them.</param>
public sealed record ImportPageModel(
    StaffShell Shell,
    IReadOnlyList<Fault> Faults,
    IReadOnlyList<string> Unread,
    string? Would,
    string? Done,
    IReadOnlyDictionary<string, string> Carried
)
{
    public static readonly Texts Words = Texts.Of(typeof(ImportPage));

    public static ImportPageModel Empty(StaffShell shell) =>
        new(shell, [], [], null, null, new Dictionary<string, string>());

    /// <summary>Why nothing could be read at all; null when it was.</summary>
    public string? Refused { get; init; }

    /// <summary>What a person changed here and the list has otherwise, a line each.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    public static IReadOnlyList<string> LeftOf(ImportCounts counts) =>
        [.. counts.Left.Select(one => $"{Plainly.Shown(one.Key)}: {string.Join(", ", one.Value)}")];

    /// <summary>"Nieuw: 3 mensen. Veranderd: 1. ..."</summary>
    public static string CountsOf(ImportCounts counts) =>
        Words[
            "Counts",
            ("nieuw", Texts.Number(counts.PeopleAdded)),
            ("anders", Texts.Number(counts.PeopleChanged)),
            ("gelijk", Texts.Number(counts.PeopleUnchanged)),
            ("rondes", Texts.Number(counts.CheckIns)),
            ("antwoorden", Texts.Number(counts.Answers)),
            ("gebeurtenissen", Texts.Number(counts.Events)),
            ("naasten", Texts.Number(counts.Situations)),
            ("helpers", Texts.Number(counts.Helpers))
        ];
}
