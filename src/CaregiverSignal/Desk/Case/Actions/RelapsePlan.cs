using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>What was agreed for a next time when a signal was closed, to read before calling.</summary>
public sealed record RelapsePlan(DateOnly On, IReadOnlyList<string> Lines)
{
    /// <param name="actions">Newest first.</param>
    /// <returns>The newest plan; null when there never was one.</returns>
    public static RelapsePlan? Of(IEnumerable<Done> actions) =>
        actions.FirstOrDefault(one => (one.WouldNotice ?? one.MayCall) is not null) is { } closed
            ? new(closed.DoneOn, [.. LinesOf(closed.WouldNotice, closed.MayCall).Select(Plainly.Shown)])
            : null;

    /// <summary>A line for each answer; none where it was not asked.</summary>
    public static IEnumerable<string> LinesOf(string? wouldNotice, string? mayCall) =>
        new[] { ("Plan.Quote.Notice", wouldNotice), ("Plan.Quote.Call", mayCall) }
            .Where(one => one.Item2 is { Length: > 0 })
            .Select(one => CaseModel.Words[one.Item1, ("tekst", one.Item2!)]);
}
