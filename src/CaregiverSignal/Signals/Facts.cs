using CaregiverSignal.Trends;

namespace CaregiverSignal.Signals;

/// <summary>What the rules share in reading a history.</summary>
internal static class Facts
{
    /// <summary>The history without anything dated after its Today, so that no rule can look ahead.</summary>
    public static History UpToToday(History history) => history with
    {
        Waves = [.. history.Waves
            .Where(wave => wave.AskedOn <= history.Today)
            .Select(wave => wave.AsOf(history.Today))
            // Until its end an excused one is only open, whatever comes before that end.
            .Where(wave => !(wave is { IsExcused: true, AnsweredOn: null } && wave.ClosesOn <= history.Today))
            .OrderBy(wave => wave.AskedOn)],
        Events = [.. history.Events.Where(it => it.Day <= history.Today)],
        Contacts = [.. history.Contacts.Where(contact => contact.Day <= history.Today)],
    };

    /// <summary>A scale's values by the day they were answered, oldest first; partly answered ones included.</summary>
    public static IReadOnlyList<Point> Points(History history, string instrument, string scale) =>
        [.. history.Waves
            .Where(wave => wave.AnsweredOn is not null)
            .SelectMany(wave => wave.Values
                .Where(it => it.Instrument == instrument && it.Value.Scale == scale)
                .Select(it => new Point(wave.AnsweredOn!.Value, it.Version, it.Value.Value, it.Value.Low, it.Value.High, it.Value.Band)))
            .OrderBy(point => point.Day)];

    /// <summary>The newest contact; of two on one day, the one logged last.</summary>
    public static Contact? LastContact(History history) => history.Contacts.OrderBy(contact => contact.Day).LastOrDefault();

    /// <summary>The day has come on which the coordinator wanted to look again; that day itself counts.</summary>
    public static bool IsReviewed(this Contact contact, DateOnly today) => contact.NextOn <= today;
}
