using CaregiverSignal.CheckIns;
using CaregiverSignal.Files;

namespace CaregiverSignal.Questionnaires;

internal static class PlanFile
{
    /// <summary>What the rules could no longer detect without a questionnaire (docs/signals.md, the guarantees). Other
    /// questionnaires ask similar things, but without known heavy answers: they supplement these and never replace
    /// them.</summary>
    private static readonly (string Key, string Heard)[] Needed =
    [
        ("opening", "that somebody is very bad"),
        ("srb", "a burden of 80 or more, or one that creeps up"),
        ("volhoudtijd", "how long somebody can go on, on which most points rest"),
        ("csi", "a strain of 10 or more, 7 with nobody who can take over, or one that creeps up"),
    ];

    /// <summary>Reads a plan file. Every number in it must name its source or be marked as ours, and questionnaires
    /// that the rules need are mandatory.</summary>
    /// <param name="known">The questionnaires that may be planned.</param>
    /// <returns>Null if there are faults; all are reported at once.</returns>
    public static Plan? Load(string path, Instruments known, out IReadOnlyList<Fault> faults)
    {
        var found = new List<Fault>();
        faults = found;
        var file = Path.GetFileName(path);
        byte[] bytes;
        try
        {
            bytes = FileKinds.ReadAll(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            found.Add(new Fault(file, "", $"cannot be read (setting Questionnaires:Plan): {unreadable.Message}"));
            return null;
        }
        if (Plan.Read(new SourceFile(file, bytes), known, out faults) is not { } plan)
            return null;
        foreach (var (key, heard) in Needed.Where(need => plan.Instruments.All(planned => planned.Key != need.Key)))
        {
            found.Add(
                new Fault(
                    file,
                    "instruments",
                    $"'{key}' is missing, and without it no rule hears {heard}; put it back: other questionnaires come beside it, never in its place"
                )
            );
        }

        faults = found;
        return found.Count == 0 ? plan : null;
    }
}
