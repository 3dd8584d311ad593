using System.Collections.Concurrent;
using CaregiverSignal.CheckIns;
using CaregiverSignal.Files;
using CaregiverSignal.People;
using CaregiverSignal.Questionnaires;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;

namespace CaregiverSignal.Import;

/// <summary>One person's history as a folder tells it.</summary>
public sealed record PersonHistory(string Person, History History);

/// <summary>Makes of a folder's rows what the rules may know of each person, as the store would: no database, and the order of rows does not matter.</summary>
public sealed class FolderHistories
{
    private readonly Plan plan;
    private readonly Dictionary<string, Instrument> versions;

    /// <summary>The few different values there are, once each: a folder has millions of them.</summary>
    private readonly ConcurrentDictionary<Measured, Measured> measured = [];

    private FolderHistories(Plan plan, Dictionary<string, Instrument> versions) => (this.plan, this.versions) = (plan, versions);

    /// <param name="plan">Says how long a check-in may be answered.</param>
    /// <returns>By person; null when there are faults, all of them told at once.</returns>
    public static IReadOnlyList<PersonHistory>? Of(ImportFolder folder, Instruments instruments, Plan plan, out IReadOnlyList<Fault> faults)
    {
        var found = new List<Fault>();
        faults = found;
        var people = folder.People.Select(row => row.Person).ToHashSet(StringComparer.Ordinal);
        found.AddRange(folder.Unknown(people.Contains).Select(row => row.Place.Wrong("person", $"'{row.Person}' is not in people.csv")));
        var reader = new FolderHistories(plan, AnswerChecks.VersionsOf(instruments, folder.Answers, found));
        if (found.Count > 0) return null;

        var asked = folder.Asked.ToLookup(row => row.Person);
        var answers = folder.Answers.ToDictionary(one => one.Person, one => one.Rows);
        var events = folder.Events.ToLookup(row => row.Person);
        var ordered = folder.People.OrderBy(row => row.Person, StringComparer.Ordinal).ToList();
        var (histories, wrong) = (new PersonHistory[ordered.Count], new List<Fault>[ordered.Count]);
        Parallel.For(0, ordered.Count, place =>
        {
            var row = ordered[place];
            wrong[place] = [];
            histories[place] = new PersonHistory(row.Person, reader.HistoryOf(row, asked[row.Person], answers.GetValueOrDefault(row.Person, []), events[row.Person], wrong[place]));
        });
        found.AddRange(wrong.SelectMany(one => one));
        return found.Count == 0 ? histories : null;
    }

    private History HistoryOf(PersonRow person, IEnumerable<AskedRow> asked, IReadOnlyList<AnswerRow> answers, IEnumerable<EventRow> events, List<Fault> faults)
    {
        var checkIns = asked.OrderBy(row => row.Date).ToList();
        var happened = events.Select(ToEvent)
            // On one day Paused comes before Resumed, and both before Stopped.
            .OrderBy(one => one.HappenedOn).ThenBy(one => one.Kind, StringComparer.Ordinal).ThenBy(one => one.ReportedBy, StringComparer.Ordinal)
            .ToList();
        var given = answers.ToLookup(row => checkIns.FindLastIndex(checkIn => checkIn.Date <= row.Date));
        faults.AddRange(given[-1].Select(AnswerChecks.TooEarly));
        var waves = new List<Wave>(checkIns.Count);
        foreach (var (place, checkIn) in checkIns.Index())
        {
            List<AnswerRow> rows = [.. given[place]];
            faults.AddRange(AnswerChecks.Of(rows, checkIn.Date, checkIn.Instruments));
            waves.Add(WaveOf(person, checkIn, rows, happened));
        }

        return new History(default, waves, [.. happened.Select(Histories.ToEvent)], Histories.ContactsOf([], happened));
    }

    private static CareEvent ToEvent(EventRow row) => new() { HappenedOn = row.Date, Kind = row.Kind, ReportedBy = row.By, Note = row.Note };

    private Wave WaveOf(PersonRow person, AskedRow checkIn, List<AnswerRow> rows, List<CareEvent> events)
    {
        var closesOn = checkIn.Date.AddDays(plan.WindowDays);
        var wave = new Wave(checkIn.Date, closesOn, null, false, [])
        {
            ByMail = person.Channel == "email",
            IsExcused = Histories.WasAway(checkIn.Date, closesOn, events),
        };

        // A form that was answered on two days was half known in between.
        foreach (var day in rows.Select(row => row.Date).Distinct().Order().ToList())
        {
            wave = wave with
            {
                AnsweredOn = day,
                Values = [.. rows.Where(row => row.Date <= day && Facts.AreReadFrom(row.Instrument)).GroupBy(row => row.Instrument).OrderBy(one => one.Key, StringComparer.Ordinal).SelectMany(Score)],
                Before = wave.AnsweredOn is null ? null : wave,
            };
        }

        return wave;
    }

    private IEnumerable<Measured> Score(IGrouping<string, AnswerRow> response)
    {
        var instrument = versions[response.Key];
        var answers = new Dictionary<string, int>(instrument.Items.Count);
        foreach (var row in response) answers[row.Item] = row.Value;
        return Scoring.Score(instrument, answers).Select(value => Once(new Measured(instrument.Key, instrument.Version, value)));
    }

    private Measured Once(Measured value) => measured.GetOrAdd(value, value);
}
