using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

public static class TimelineModel
{
    private static readonly Texts Words = CaseModel.Words;

    /// <summary>The newest line and the newest note are in view; the rest are folded.</summary>
    /// <param name="lines">Newest first.</param>
    public static ILookup<bool, TimelineLine> InView(IReadOnlyList<TimelineLine> lines)
    {
        var noted = lines.FirstOrDefault(line => line.Text is not null);
        return lines.ToLookup(line => ReferenceEquals(line, lines[0]) || ReferenceEquals(line, noted));
    }

    /// <param name="actions">Newest first.</param>
    /// <param name="events">Oldest first.</param>
    /// <param name="records">The lines of signals, agreements and typed-in check-ins; each oldest first.</param>
    /// <returns>Newest first.</returns>
    public static IReadOnlyList<TimelineLine> Of(
        IReadOnlyList<Done> actions,
        IReadOnlyList<CareEvent> events,
        params IReadOnlyList<TimelineLine>[] records
    )
    {
        // Contacts and closings already appear as actions, with details; their events only serve files and rules.
        var own = events.Where(careEvent =>
            careEvent.ReportedBy != ReportedBy.Coordinator
            || careEvent.Kind is not (EventKind.Contacted or EventKind.SignalClosed)
        );
        var lines = actions
            .Select(done => LineOf(done, events))
            .Concat(records.SelectMany(record => record.Reverse()))
            .Concat(own.Reverse().Select(LineOf));
        return [.. lines.OrderByDescending(line => line.Day)];
    }

    /// <summary>The actions that a case shows. Taking up a signal is news only until the next action, notification has
    /// its signal's line, and only the last of repeated escalations appears.</summary>
    /// <param name="actions">Newest first.</param>
    public static IReadOnlyList<Done> Told(IEnumerable<Done> actions)
    {
        List<Done> told = [.. actions.Where(done => done.Kind != ActionKind.Notified)];
        return
        [
            .. told.Where(
                (done, place) =>
                    place == 0 || (done.Kind != ActionKind.TakenUp && (done.Kind, told[place - 1].Kind) != Again)
            ),
        ];
    }

    private static readonly (ActionKind, ActionKind) Again = (ActionKind.Escalated, ActionKind.Escalated);

    private static TimelineLine LineOf(Done done, IReadOnlyList<CareEvent> events) =>
        new(
            done.DoneOn,
            done.Kind switch
            {
                ActionKind.Contacted => CaseModel.Words["Way." + (done.Way ?? ContactWay.Spoken).Code()],
                ActionKind.Closed => Words[
                    "Closed",
                    ("uitkomst", done.Outcome is { } outcome ? CaseModel.Words["Outcome." + outcome.Code()] : "")
                ],
                // It names the recipient only: no person did it.
                ActionKind.Escalated when done.Coordinator is { } deputy => Words[
                    "EscalatedTo",
                    ("naam", DisplayText.Visible(deputy))
                ],
                _ => Words["Done." + done.Kind.Code()],
            },
            done is { Kind: not ActionKind.Escalated, Coordinator: { } name }
                ? Words["By", ("naam", DisplayText.Visible(name))]
                : null,
            TextOf(done)
        )
        {
            Done = done,
        };

    private static string? TextOf(Done done) =>
        done.Note.Trim() is { Length: > 0 } text ? DisplayText.Visible(text) : null;

    private static TimelineLine LineOf(CareEvent careEvent) =>
        new(
            careEvent.HappenedOn,
            EventWords.Capital(careEvent.Kind),
            EventWords.By(careEvent.ToldBy)
                ?? (
                    careEvent.NotedBy is { } name
                        ? Words["By", ("naam", DisplayText.Visible(name))]
                        : Words["ReportedBy." + careEvent.ReportedBy.Code()]
                ),
            TextOf(careEvent)
        )
        {
            Event = careEvent,
        };

    /// <summary>That the day was not given, and the note.</summary>
    private static string? TextOf(CareEvent careEvent)
    {
        var text = $"{EventWords.DayUnsaid(careEvent)} {DisplayText.Visible(careEvent.Note)}".Trim();
        return text.Length > 0 ? text : null;
    }
}
