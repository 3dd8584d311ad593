using CaregiverSignal.People;
using CaregiverSignal.Signals.Life;

namespace CaregiverSignal.Desk.Case.Call;

/// <summary>Help that is in place or was tried, and the agreements.</summary>
/// <param name="Lines">Never empty.</param>
public sealed record InPlaceModel(IReadOnlyList<string> Lines)
{
    public static readonly Texts Words = Texts.Of(typeof(InPlaceSection));

    /// <param name="agreed">The agreements that hold today, in words.</param>
    public static InPlaceModel Of(
        IReadOnlyList<Done> actions,
        IReadOnlyList<CareEvent> events,
        Signal? signal,
        IEnumerable<string> agreed
    )
    {
        var lines = InPlace
            .Of(events)
            .Select(one =>
                Words["InPlace." + one.Kind.Code(), ("dag", Texts.Day(one.HappenedOn))]
                + (one.Note.Length > 0 ? " " + Plainly.Shown(one.Note) : "")
            )
            .DefaultIfEmpty(Words["InPlace.None"])
            .ToList();
        if (actions.FirstOrDefault(one => one.Way is { } way && way.IsReached()) is { } spoken)
            lines.Add(Words["InPlace.Spoken", ("dag", Texts.Day(spoken.DoneOn))]);
        if (signal?.NextOn is { } next)
            lines.Add(Words["InPlace.Agreed", ("dag", Texts.Day(next))]);
        return new InPlaceModel([.. lines, .. agreed]);
    }
}
