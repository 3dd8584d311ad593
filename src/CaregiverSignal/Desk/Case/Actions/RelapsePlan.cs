using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Desk.Case.Actions;

/// <summary>What was agreed for a next time when a signal was closed, as lines to read before calling.</summary>
public sealed record RelapsePlan(string Title, IReadOnlyList<string> Lines)
{
    /// <param name="actions">Newest first.</param>
    /// <returns>The newest plan; null when there never was one.</returns>
    public static RelapsePlan? Of(IEnumerable<Done> actions)
    {
        if (actions.FirstOrDefault(one => (one.WouldNotice ?? one.MayCall) is not null) is not { } closed)
            return null;
        return new RelapsePlan(CloseModel.Words["Plan.Quote", ("dag", Texts.Day(closed.DoneOn))], LinesOf(closed));
    }

    /// <summary>The plan that was made with one closing, a line for each answer; none where it was not asked.</summary>
    public static IReadOnlyList<string> LinesOf(Done closed)
    {
        var words = CloseModel.Words;
        var lines = new List<string>();
        if (closed.WouldNotice is { } notice)
            lines.Add(words["Plan.Quote.Notice", ("tekst", Plainly.Shown(notice))]);
        if (closed.MayCall is { } call)
            lines.Add(words["Plan.Quote.Call", ("tekst", Plainly.Shown(call))]);
        return lines;
    }
}
