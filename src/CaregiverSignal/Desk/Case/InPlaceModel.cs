using CaregiverSignal.People;
using CaregiverSignal.Referrals;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Desk.Case;

/// <summary>All help of a caregiver in one list: the agreements, what we arrange, and what was heard of.</summary>
/// <param name="Lines">Never empty.</param>
/// <param name="HelpPath">Where help is proposed and followed.</param>
public sealed record InPlaceModel(IReadOnlyList<string> Lines, string HelpPath)
{
    private static readonly Texts Words = CaseModel.Words;

    private const int LinesInView = 5;

    public int InView => Fold.InView(Lines.Count, LinesInView);

    /// <param name="agreed">The agreements that hold today, in words.</param>
    public static InPlaceModel Of(
        IReadOnlyList<Done> actions,
        IReadOnlyList<CareEvent> events,
        IEnumerable<string> agreed,
        HelpModel help,
        DateOnly today
    )
    {
        var lines = help
            .Lines.Concat(InPlace.Of(events).Where(one => !IsFollowed(one.Kind, help)).Select(LineOf))
            .DefaultIfEmpty(Words["InPlace.None"])
            .ToList();
        if (actions.FirstOrDefault(one => one.Way is { } way && way.IsReached()) is { } spoken)
            lines.Add(Words["InPlace.Spoken", ("dag", Texts.Day(spoken.DoneOn, today))]);
        return new InPlaceModel([.. agreed, .. lines], help.Path);
    }

    /// <summary>Whether it began as help whose own line says how it stands.</summary>
    private static bool IsFollowed(EventKind kind, HelpModel help) =>
        kind switch
        {
            EventKind.RespiteStarted => help.Follows(HelpGroup.Respite),
            EventKind.SupportStarted => help.Follows(HelpGroup.Support) || help.Follows(HelpGroup.FormalRoad),
            _ => false,
        };

    /// <summary>What was heard of; help that runs without being on our list is said to be so.</summary>
    private static string LineOf(CareEvent one) =>
        string.Join(
            ' ',
            new[]
            {
                Words["InPlace." + one.Kind.Code(), ("dag", Texts.Day(one.HappenedOn))],
                EventWords.DayUnsaid(one),
                one.Note.Length > 0 ? Plainly.Shown(one.Note) : null,
                one.Kind is EventKind.RespiteStarted or EventKind.SupportStarted ? Words["InPlace.NotOurs"] : null,
            }.OfType<string>()
        );
}
