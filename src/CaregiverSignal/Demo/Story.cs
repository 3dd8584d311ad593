using System.Globalization;
using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Life;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Demo;

/// <summary>The story of one invented person in a few lines, from the store.</summary>
public static class Story
{
    /// <summary>
    /// Chooses one person for each course, the one to whom most happened; a course without any is left out.
    /// </summary>
    public static IReadOnlyList<Participant> Choose(Database database, IReadOnlyList<Participant> people) =>
        database.Read(transaction =>
        {
            (Course Course, Func<Participant, bool> IsTold)[] wanted =
            [
                (
                    Course.Creeping,
                    person => StrainOf(transaction, person).Count > 2 && IsTalkedWith(transaction, person)
                ),
                (
                    Course.Sudden,
                    person =>
                        IsTalkedWith(transaction, person)
                        && SignalTable.Of(transaction, person.Id)[^1].OpenedOn > person.Persona.TurnsOn
                ),
                (
                    Course.Silent,
                    person =>
                        SignalTable.Of(transaction, person.Id).Any(signal => signal.Kinds.Contains(SignalKind.Silence))
                ),
                (Course.Content, person => SignalTable.Of(transaction, person.Id).Count == 0),
            ];
            return wanted
                .Select(one =>
                    people
                        .Where(person => person.Persona.Course == one.Course && one.IsTold(person))
                        .MaxBy(person => (RiseOf(transaction, person), -person.Persona.Number))
                )
                .OfType<Participant>()
                .ToList();
        });

    /// <summary>In English, for the terminal.</summary>
    public static IReadOnlyList<string> Of(Transaction transaction, Participant person)
    {
        var lines = new List<string> { $"{person.Persona.FullName} ({Summary.Word(person.Persona.Course)})" };
        if (StrainOf(transaction, person) is { Count: > 1 } strain)
            lines.Add(Strain(strain));
        if (SignalsOf(transaction, person) is not [var (signal, finding), ..])
        {
            lines.Add(
                $"No signal in all this time, with {person.Persona.Row.Details.HoursPerWeek} hours of care a week: content is content."
            );
            return lines;
        }

        lines.Add(
            $"{Day(signal.OpenedOn)}: signalled, {finding.Urgency.Code()} ({finding.Kind.Code()}). “{finding.Reason}”"
        );
        if (FollowUpOf(transaction, person) is { Length: > 0 } followUp)
            lines.Add(followUp);
        return lines;
    }

    /// <summary>
    /// The person whose chart shows best what a talk does: strain rose, somebody talked with them, and it fell, which
    /// it would not have done by itself; null without one.
    /// </summary>
    public static Participant? Helped(Database database, IReadOnlyList<Participant> people) =>
        database.Read(transaction =>
            people
                .Where(person => person.Persona.GoesTo > person.Persona.StartsAt && IsTalkedWith(transaction, person))
                .Select(person =>
                    (
                        Person: person,
                        Turn: TurnOf([
                            .. ScoreTable
                                .Of(transaction, person.Id)
                                .Where(score => score is { Instrument: DemoChart.Instrument, Value: not null })
                                .Select(score => score.Value!.Value),
                        ])
                    )
                )
                .Where(one => one.Turn > 0)
                .OrderByDescending(one => one.Turn)
                .ThenBy(one => one.Person.Persona.Number)
                .Select(one => one.Person)
                .FirstOrDefault()
        );

    /// <summary>Each signal with its strongest reason at the opening, oldest first.</summary>
    public static IReadOnlyList<(Signal Signal, StoredFinding Finding)> SignalsOf(
        Transaction transaction,
        Participant person
    )
    {
        var findings = FindingTable.Of(transaction, person.Id).ToLookup(one => one.SignalId);
        // Later findings join an open signal, and can rest on an earlier day than the first.
        return
        [
            .. SignalTable
                .Of(transaction, person.Id)
                .Reverse()
                .Where(one => !one.IsFollowed)
                .Select(signal =>
                    (
                        signal,
                        findings[signal.Id]
                            .Where(one => one.FoundAt == findings[signal.Id].First().FoundAt)
                            .OrderBy(one => one.Urgency == Urgency.Red ? 0 : 1)
                            .First()
                    )
                ),
        ];
    }

    /// <summary>Each complete score on the Caregiver Strain Index, oldest first.</summary>
    public static IReadOnlyList<StoredScore> StrainOf(Transaction transaction, Participant person) =>
        [
            .. ScoreTable
                .Of(transaction, person.Id)
                .Where(score => score is { Instrument: "csi", Scale: "total", Value: not null }),
        ];

    /// <summary>How far a line rose and fell again, averaging neighbours; 0 when it did not.</summary>
    private static double TurnOf(List<double> values)
    {
        if (values.Count < 5)
            return 0;
        var smooth = values.Zip(values.Skip(1), (one, next) => (one + next) / 2).ToList();
        return Math.Min(smooth.Max() - smooth[0], smooth.Max() - smooth[^1]);
    }

    private static bool IsTalkedWith(Transaction transaction, Participant person) =>
        ActionTable.Timeline(transaction, person.Id).Any(IsTalk);

    private static double RiseOf(Transaction transaction, Participant person) =>
        StrainOf(transaction, person) is [var first, ..] all
            ? all.Max(score => score.Value!.Value) - first.Value!.Value
            : 0;

    public static bool IsTalk(Done done) => done.Way is { } way && way.IsReached();

    private static string Strain(IReadOnlyList<StoredScore> scores)
    {
        var most = scores.MaxBy(score => score.Value)!;
        List<StoredScore> shown =
            most == scores[0] || most == scores[^1] ? [scores[0], scores[^1]] : [scores[0], most, scores[^1]];
        return "Caregiver strain (CSI, 0 to 13): "
            + string.Join(
                ", then ",
                shown.Select(score =>
                    $"{score.Value:0} in {score.AnsweredOn.ToString("MMMM yyyy", CultureInfo.InvariantCulture)}"
                )
            )
            + ".";
    }

    /// <summary>The first action of each kind, in order.</summary>
    private static string FollowUpOf(Transaction transaction, Participant person)
    {
        var done = ActionTable.Timeline(transaction, person.Id).Reverse().ToList();
        Done?[] firsts =
        [
            done.Find(one => one.Kind == ActionKind.Escalated),
            done.Find(one => one.Kind == ActionKind.TakenUp),
            done.Find(IsTalk),
            done.Find(one => one.Kind == ActionKind.Closed),
        ];
        return string.Join(' ', firsts.OfType<Done>().OrderBy(one => one.At).Select(InWords));
    }

    private static string InWords(Done done) =>
        Day(done.DoneOn)
        + ": "
        + done.Kind switch
        {
            ActionKind.Escalated => "unseen for too long, escalated to the deputy.",
            ActionKind.TakenUp => $"seen by {done.Coordinator}.",
            ActionKind.Contacted => $"{(done.Way == ContactWay.Visit ? "visited" : "called")}. “{done.Note}”",
            _ => $"closed ({done.Outcome?.Code()}).",
        };

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
