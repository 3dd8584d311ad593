using CaregiverSignal.Trends;

namespace CaregiverSignal.Signals;

/// <summary>What the rules share in reading a history.</summary>
internal static class Facts
{
    /// <summary>The history without anything dated after its Today, so that no rule can look ahead.</summary>
    public static History UpToToday(History history) => history with
    {
        Known = history.Known.UpTo(history.Today),
        Events = [.. history.Events.Where(it => it.Day <= history.Today)],
        Contacts = [.. history.Contacts.Where(contact => contact.Day <= history.Today)],
    };

    /// <summary>A scale's values by the day they were answered, oldest first; partly answered ones included.</summary>
    public static IReadOnlyList<Point> Points(History history, string instrument, string scale) => history.Known.Points(instrument, scale);

    /// <summary>A value of an answered check-in, on the day it was answered.</summary>
    public static Point PointOf(Wave wave, Measured it) =>
        new(wave.AnsweredOn!.Value, it.Version, it.Value.Value, it.Value.Low, it.Value.High, it.Value.Band);

    /// <summary>The answers given to one item, oldest first; a check-in where it was skipped has none.</summary>
    public static IReadOnlyList<Answer> Answers(History history, string instrument, string item) => history.Known.Answers(instrument, item);

    /// <summary>The newest answer to how long one can go on; null when there is none.</summary>
    public static Point? NewestTime(History history) =>
        Points(history, "volhoudtijd", "time").LastOrDefault(point => point.Value is not null);

    /// <summary>Whether the newest total that lies certainly on one side of a limit lies under it; false when nothing is certain.</summary>
    public static bool IsUnder(History history, string instrument, double limit) =>
        Points(history, instrument, "total").LastOrDefault(point => point.Low >= limit || point.High < limit)?.High < limit;

    /// <summary>An own illness or a fall, oldest first.</summary>
    public static IEnumerable<HistoryEvent> OwnHealth(History history) =>
        history.Events.Where(one => one.Kind is "OwnIllness" or "Fall").OrderBy(one => one.Day).ThenBy(one => one.Kind, StringComparer.Ordinal);

    /// <summary>What was known when they last spoke, that day included; null when they never did, and from the review day on.</summary>
    public static History? WhenLastSpoken(History history) =>
        LastContact(history) is { } contact && !contact.IsReviewed(history.Today) ? UpToToday(history with { Today = contact.Day }) : null;

    /// <summary>
    /// What was known at each talk of the last year (our choice), the newest first; none when they never spoke, and none
    /// from the last talk's review day on. What comes and goes around a limit is so not news each time it comes.
    /// </summary>
    public static IEnumerable<History> Talks(History history)
    {
        if (WhenLastSpoken(history) is not { } last) return [];
        var before = history.Contacts.Select(contact => contact.Day).Where(day => day < last.Today && day > history.Today.AddDays(-365)).Distinct().OrderDescending();
        return before.Select(day => UpToToday(history with { Today = day })).Prepend(last);
    }

    /// <summary>The first day on which the last talk is long ago; null while there was none, and where another day was agreed.</summary>
    public static DateOnly? TalkIsLongAgoOn(History history) =>
        LastContact(history) is { NextOn: null } talk ? talk.Day.AddDays(SignalStep.TalkDays) : null;

    /// <summary>The newest contact; of two on one day, the one logged last.</summary>
    public static Contact? LastContact(History history)
    {
        Contact? newest = null;
        foreach (var contact in history.Contacts)
        {
            if (!(contact.Day < newest?.Day)) newest = contact;
        }

        return newest;
    }

    /// <summary>The day has come on which the coordinator wanted to look again; that day itself counts.</summary>
    public static bool IsReviewed(this Contact contact, DateOnly today) => contact.NextOn <= today;
}

/// <summary>One item's code on the day it was given.</summary>
internal sealed record Answer(DateOnly Day, int Code);
