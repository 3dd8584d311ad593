using CaregiverSignal.Charts;
using CaregiverSignal.CheckIns;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Storage;
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

    /// <param name="life">What happened, as <see cref="Life"/> has it.</param>
    /// <param name="open">The signal that is open; null without one.</param>
    /// <param name="found">What it rests on.</param>
    /// <returns>Null where there is too little to see.</returns>
    public static Figure? Of(
        IReadOnlyList<StoredScore> scores,
        IReadOnlyList<CheckIn> checkIns,
        IReadOnlyList<FigureMark> life,
        Signal? open,
        IEnumerable<StoredFinding> found,
        Instruments instruments,
        FigureWords words
    ) =>
        FigureReading.Of(
            instruments,
            scores,
            checkIns,
            life,
            words,
            Audience.Coordinator,
            open?.WaitsSince,
            [.. found.Select(one => RaisedBy.GetValueOrDefault(one.WarningSign, ""))]
        );

    /// <summary>The same for one caregiver, of whom nothing was read yet.</summary>
    public static Figure? Read(
        Transaction transaction,
        Caregiver caregiver,
        Instruments instruments,
        DateOnly today,
        FigureWords words
    )
    {
        var open = SignalTable.OpenOf(transaction, caregiver.Id);
        var cares = CareModel.Of(
            transaction,
            caregiver,
            SituationTable.Of(transaction, caregiver.Id),
            [caregiver.CoordinatorId],
            today
        );
        return Of(
            ScoreHistory.Of(transaction, caregiver.Id, instruments),
            CheckInTable.Of(transaction, caregiver.Id),
            Life(
                EventTable.Of(transaction, caregiver.Id),
                cares,
                HelpTable.Of(transaction, caregiver.Id),
                today,
                words
            ),
            open,
            open is null ? [] : FindingTable.OfSignal(transaction, open.Id),
            instruments,
            words
        );
    }

    /// <summary>What happened until today, oldest first.</summary>
    /// <param name="care">Who helps, and since when.</param>
    /// <param name="arranged">All help that was proposed or arranged.</param>
    public static IReadOnlyList<FigureMark> Life(
        IReadOnlyList<CareEvent> events,
        CareModel care,
        IReadOnlyList<ArrangedHelp> arranged,
        DateOnly today,
        FigureWords words
    ) =>
        [
            .. FigureReading
                .Events(events, words)
                .Concat(Contacts(events))
                .Concat(Helpers(care, words))
                .Concat(Arranged(arranged, words))
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

    private static IEnumerable<FigureMark> Helpers(CareModel care, FigureWords words) =>
        care
            .All.SelectMany(one => one.Helpers)
            .Select(one => one.Helper)
            .Where(helper => helper.FromOn is not null)
            .Select(helper => new FigureMark(
                FigureLane.Help,
                helper.FromOn!.Value,
                helper.UntilOn,
                words.In("Helper." + helper.Kind.Code(), CaseModel.Words["Kind." + helper.Kind.Code()])
            ));

    private static IEnumerable<FigureMark> Arranged(IEnumerable<ArrangedHelp> arranged, FigureWords words) =>
        arranged
            .Where(one => one.BeganOn is not null)
            .Select(one => new FigureMark(
                FigureLane.Help,
                one.BeganOn!.Value,
                one.EndedOn,
                words.In("Help." + one.Kind.Code(), HelpWords.NameOf(one.Kind))
            ));
}
