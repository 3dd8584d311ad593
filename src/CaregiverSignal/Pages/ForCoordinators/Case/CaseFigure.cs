using CaregiverSignal.Cases;
using CaregiverSignal.Charts;
using CaregiverSignal.Pages.Shared.Networks;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Referrals;
using CaregiverSignal.Trends;

namespace CaregiverSignal.Pages.ForCoordinators.Case;

/// <summary>The figure for coordinators: with the signal, events, help and conversations.</summary>
public static class CaseFigure
{
    /// <summary>The figure's instrument for each warning sign that depends on one.</summary>
    private static readonly IReadOnlyDictionary<string, string> RaisedBy = new Dictionary<string, string>
    {
        ["time"] = "volhoudtijd",
        ["burden"] = "srb",
        ["burden-rise"] = "srb",
        ["strain"] = "csi",
        ["rise"] = "csi",
        ["heavy-strain"] = "csi",
        ["nobody-takes-over"] = "csi",
        ["least-support"] = "ssl-12-i",
        ["less-support"] = "ssl-12-i",
        ["dwindling-support"] = "ssl-12-i",
        ["missed-support"] = "ssl-d-8",
    };

    /// <param name="endsToday">Whether it ends today; otherwise at the last data, for a stable picture.</param>
    /// <returns>Null if there is too little to see.</returns>
    public static Figure? Of(CaseCourse course, Instruments instruments, DateOnly today, bool endsToday = true) =>
        FigureReading.Of(
            instruments,
            course.Scores,
            course.CheckIns,
            Life(course, today),
            endsToday ? today : null,
            Audience.Coordinator,
            course.Open?.WaitsSince,
            course.Newest.Select(finding => (RaisedBy.GetValueOrDefault(finding.WarningSign, ""), finding.RestsOn)),
            CourseModel.NameOf
        );

    private static IReadOnlyList<FigureMark> Life(CaseCourse course, DateOnly today) =>
        [
            .. FigureReading
                .Events(course.Events)
                .Concat(Contacts(course.Events))
                .Concat(Helpers(course.Helpers))
                .Concat(Arranged(course.Help))
                .Where(mark => mark.From <= today)
                .Select(mark => mark.Until > today ? mark with { Until = null } : mark)
                .OrderBy(mark => mark.From),
        ];

    private static IEnumerable<FigureMark> Contacts(IEnumerable<CareEvent> events) =>
        events
            .Where(careEvent => careEvent.Kind == EventKind.Contacted)
            .Select(careEvent => careEvent.HappenedOn)
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
            .Where(help => help.BeganOn is not null)
            .Select(help => new FigureMark(FigureLane.Help, help.BeganOn!.Value, help.EndedOn, help.Kind.Name));
}
