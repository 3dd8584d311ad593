using CaregiverSignal.Questionnaires;

namespace CaregiverSignal.CheckIns;

/// <summary>Which questionnaires are asked how often, and how long an answer is waited for.</summary>
/// <param name="WindowDays">Days that a check-in may be answered, its first day included.</param>
/// <param name="ReminderAfterDays">Days after the first day that the one reminder may go.</param>
/// <param name="Instruments">In the order of asking.</param>
public sealed record Plan(int WindowDays, int ReminderAfterDays, IReadOnlyList<PlannedInstrument> Instruments)
{
    /// <summary>28: a monthly check-in is over before the next one opens, in February too.</summary>
    public const int LongestWindow = 28;

    /// <summary>Days.</summary>
    private const int ShortestMonth = 28;

    /// <summary>Reads a plan file; every number in it must name its source or say that it is ours.</summary>
    /// <param name="known">The questionnaires that may be planned.</param>
    /// <returns>Null when there are faults; all of them are told at once.</returns>
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
        if (JsonPlace.Parse(new SourceFile(file, bytes), found) is not { } root) return null;

        root.AllowOnly("windowDays", "reminderAfterDays", "source", "instruments");
        root.Text("source");
        var window = root.Whole("windowDays", 1, LongestWindow);
        var reminder = root.Whole("reminderAfterDays", 1, LongestWindow);
        if (reminder >= window) root.Wrong("reminderAfterDays", $"{reminder} is not allowed; it must be below windowDays, {window}");
        var planned = new List<PlannedInstrument>();
        foreach (var part in root.Objects("instruments"))
        {
            part.AllowOnly("key", "everyMonths", "fromMonth", "source");
            part.Text("source");
            var (key, months, from) = (part.Text("key"), part.Whole("everyMonths", 1, 24), part.Has("fromMonth") ? part.Whole("fromMonth", 0, 23) : 0);
            if (key is null) continue;
            if (known.Find(key) is not { } instrument) part.Wrong("key", $"'{key}' is not a questionnaire; known are {string.Join(", ", known.Keys)}");
            else if (!instrument.CanBeAsked) part.Wrong("key", $"'{key}' has no wording yet and cannot be asked; lay {key}-v{instrument.Version}.wording.json in the overlay folder");
            else if (months * ShortestMonth < instrument.Interval.Days) part.Wrong("everyMonths", $"{months} is too often; '{key}' may be asked once in {instrument.Interval.Days} days at most");
            if (planned.Any(earlier => earlier.Key == key)) part.Wrong("key", $"'{key}' is there twice");
            planned.Add(new PlannedInstrument(key, months ?? 1, from ?? 0));
        }

        return found.Count > 0 ? null : new Plan(window!.Value, reminder!.Value, planned);
    }
}

/// <summary>A questionnaire asked every so many months, counted from the anchor day.</summary>
/// <param name="FromMonth">The check-in that asks it first: 0 for the one on the anchor day. So long ones need not come together.</param>
public sealed record PlannedInstrument(string Key, int EveryMonths, int FromMonth = 0);
