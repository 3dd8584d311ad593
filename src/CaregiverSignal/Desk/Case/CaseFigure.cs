using CaregiverSignal.Charts;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Networks;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Desk.Case;

/// <summary>The figure as a coordinator sees it: with the signal, what happened, the help and the talks.</summary>
public static class CaseFigure
{
    /// <summary>The instrument of each warning sign that rests on one in the figure.</summary>
    private static readonly IReadOnlyDictionary<string, string> RaisedBy = new Dictionary<string, string>
    {
        ["time"] = "volhoudtijd",
        ["burden"] = "srb",
        ["strain"] = "csi",
        ["rise"] = "csi",
        ["less-support"] = "ssl-12-i",
        ["dwindling-support"] = "ssl-12-i",
        ["missed-support"] = "ssl-d-8",
    };

    /// <summary>For who shows nothing else of the case.</summary>
    /// <returns>Null where there is too little to see.</returns>
    public static Figure? Read(Transaction transaction, long id, Instruments instruments, DateOnly today)
    {
        var open = SignalTable.OpenOf(transaction, id);
        return Of(
            ScoreTable.Of(transaction, id),
            CheckInTable.Of(transaction, id),
            Life(
                EventTable.Of(transaction, id),
                SituationTable
                    .Of(transaction, id)
                    .Where(one => one.Situation is not null)
                    .SelectMany(one => HelperTable.Of(transaction, one.Situation!)),
                HelpTable.Of(transaction, id),
                today
            ),
            open,
            open is null ? [] : StoredFinding.NewestOfEach(FindingTable.OfSignal(transaction, open.Id)),
            instruments
        );
    }

    /// <param name="scores">All of theirs, oldest first.</param>
    /// <param name="checkIns">All of theirs.</param>
    /// <param name="life">From <see cref="Life"/>.</param>
    /// <param name="open">The open signal; null when there is none.</param>
    /// <param name="found">The newest finding of each sign of <paramref name="open"/>.</param>
    /// <returns>Null where there is too little to see.</returns>
    public static Figure? Of(
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<FigureMark> life,
        Signal? open,
        IReadOnlyList<StoredFinding> found,
        Instruments instruments
    ) =>
        FigureReading.Of(
            instruments,
            scores,
            checkIns,
            life,
            Audience.Coordinator,
            open?.WaitsSince,
            found.Select(one => (RaisedBy.GetValueOrDefault(one.WarningSign, ""), one.RestsOn)),
            CourseModel.NameOf
        );

    /// <summary>What happened until today, oldest first.</summary>
    /// <param name="arranged">All help that was proposed or arranged.</param>
    public static IReadOnlyList<FigureMark> Life(
        IReadOnlyList<CareEvent> events,
        IEnumerable<Helper> helpers,
        IReadOnlyList<ArrangedHelp> arranged,
        DateOnly today
    ) =>
        [
            .. FigureReading
                .Events(events)
                .Concat(Contacts(events))
                .Concat(Helpers(helpers))
                .Concat(Arranged(arranged))
                .Where(mark => mark.From <= today)
                .Select(mark => mark.Until > today ? mark with { Until = null } : mark)
                .OrderBy(mark => mark.From),
        ];

    private static IEnumerable<FigureMark> Contacts(IEnumerable<CareEvent> events) =>
        events
            .Where(one => one.Kind == EventKind.Contacted)
            .Select(one => one.HappenedOn)
            .Distinct()
            .Select(day => new FigureMark(FigureLane.Contact, day, null, EventWords.Of(EventKind.Contacted)));

    private static IEnumerable<FigureMark> Helpers(IEnumerable<Helper> helpers) =>
        helpers
            .Where(helper => helper.FromOn is not null)
            .Select(helper => new FigureMark(
                FigureLane.Help,
                helper.FromOn!.Value,
                helper.UntilOn,
                NetworkShown.KindOf(helper.Kind.Code())
            ));

    private static IEnumerable<FigureMark> Arranged(IEnumerable<ArrangedHelp> arranged) =>
        arranged
            .Where(one => one.BeganOn is not null)
            .Select(one => new FigureMark(FigureLane.Help, one.BeganOn!.Value, one.EndedOn, one.Kind.Name));
}
