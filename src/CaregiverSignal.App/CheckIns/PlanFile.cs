using CaregiverSignal.Files;
using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.CheckIns;

/// <summary>Reads the plan from its file.</summary>
public static class PlanFile
{
    /// <summary>Reads a plan file; every number in it must name its source or say that it is ours.</summary>
    /// <param name="known">The questionnaires that may be planned.</param>
    /// <returns>Null when there are faults; all of them are reported at once.</returns>
    public static Plan? Load(string path, Instruments known, out IReadOnlyList<Fault> faults)
    {
        var found = new List<Fault>();
        faults = found;
        var file = Path.GetFileName(path);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            found.Add(new Fault(file, "", $"cannot be read (setting Questionnaires:Plan): {unreadable.Message}"));
            return null;
        }
        return Plan.Read(new SourceFile(file, bytes), known, out faults);
    }
}
