using System.Globalization;
using CaregiverSignal.Signals.Hindsight;
using CaregiverSignal.Signals.Rules;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>
/// A case lived by somebody else: other numbers within its story, other days and months, later answers, questions
/// skipped, lists beside it, rows in another order.
/// </summary>
public sealed class Afresh
{
    private readonly Random luck;
    private readonly bool isAlsoPlayed;

    /// <param name="number">The case's, of C-01 to C-20.</param>
    public Afresh(int number, int variant)
    {
        var seed = unchecked((LongRun.Seed() * 1_000_003) + (number * 10_007) + variant);
        luck = new Random(seed);
        Later = luck.Next(-365, 366);
        isAlsoPlayed = variant == 0;
    }

    /// <summary>A number of the story, both ends among them.</summary>
    public int this[int low, int high] => luck.Next(low, high + 1);

    public T Either<T>(params T[] which) => which[luck.Next(which.Length)];

    /// <summary>Days that all comes later than it is written.</summary>
    public int Later { get; }

    /// <summary>As it goes this time, in the days of this time.</summary>
    public Case Live(Case written)
    {
        var days = written
            .Waves.Select(wave => wave.AskedOn)
            .Concat(written.Events.Select(one => one.Day))
            .Concat(written.Contacts.Select(one => one.Day))
            .Order()
            .ToList();
        var first = written.Waves.FirstOrDefault();
        Wave[] waves = [.. written.Waves.Select(wave => Moved(Beside(Skipped(Answered(wave, days), wave == first))))];
        HistoryEvent[] events = [.. written.Events.Select(one => one with { Day = one.Day.AddDays(Later) })];
        luck.Shuffle(waves);
        luck.Shuffle(events);
        return new Case
        {
            Waves = [.. waves],
            Events = [.. events, .. events.Take(1)],
            Contacts =
            [
                .. written.Contacts.Select(one =>
                    one with
                    {
                        Day = one.Day.AddDays(Later),
                        NextOn = one.NextOn?.AddDays(Later),
                    }
                ),
            ],
        };
    }

    /// <summary>
    /// What is told of it, on the days as they are written; the first of all variants is played through the service as
    /// well.
    /// </summary>
    public Tellings Told(Case written)
    {
        var lived = Live(written);
        // The service knows one way to reach somebody, and not one for each check-in.
        if (isAlsoPlayed && lived.Waves.All(wave => wave.ByMail))
            Assert.Equal(
                Replay
                    .Of(lived.History(), new RuleSettings(), contactAfter: null)
                    .Select(one => (one.Day, one.Urgency)),
                InTheService.Told(lived)
            );
        return new Tellings(
            [
                .. Replay
                    .Of(lived.History(), new RuleSettings())
                    .Select(one => (one.Day.AddDays(-Later), one.Urgency, one.Kinds)),
            ],
            string.Create(CultureInfo.InvariantCulture, $"{Later} days later than written: {lived}")
        );
    }

    /// <summary>Up to ten days late, and before anything else happens.</summary>
    private Wave Answered(Wave wave, List<DateOnly> days)
    {
        if (wave.AnsweredOn != wave.AskedOn)
            return wave;
        var next = days.FirstOrDefault(day => day > wave.AskedOn, DateOnly.MaxValue);
        return wave with
        {
            AnsweredOn = wave.AskedOn.AddDays(luck.Next(Math.Min(11, next.DayNumber - wave.AskedOn.DayNumber))),
        };
    }

    /// <summary>
    /// A question that weighed nothing stays open now and then; not in the first lists, which all is compared with.
    /// </summary>
    private Wave Skipped(Wave wave, bool isFirst) =>
        isFirst || wave.Answers.Count == 0
            ? wave
            : wave.Rescored(answer =>
                answer is { Instrument: "csi", Code: 0 } or { Instrument: "carerqol" } && luck.Next(10) == 0
                    ? null
                    : answer
            );

    /// <summary>A list that the case does not speak of, light or about the person cared for.</summary>
    private Wave Beside(Wave wave)
    {
        if (wave.AnsweredOn is null)
            return wave;
        var life = new Case { Waves = [wave] };
        if (!wave.Answers.Any(answer => answer.Instrument == "srb") && luck.Next(2) == 0)
            life = life.Gives("srb", ("burden", luck.Next(60)));
        if (!wave.Answers.Any(answer => answer.Instrument == "carerqol") && luck.Next(3) == 0)
        {
            life = life.Answers(
                happiness: luck.Next(5, 10),
                help: luck.Next(3),
                mental: luck.Next(2),
                physical: luck.Next(2),
                activities: luck.Next(3),
                fulfilment: luck.Next(3)
            );
        }

        return life.Waves[0];
    }

    private Wave Moved(Wave wave) =>
        wave with
        {
            AskedOn = wave.AskedOn.AddDays(Later),
            ClosesOn = wave.ClosesOn.AddDays(Later),
            AnsweredOn = wave.AnsweredOn?.AddDays(Later),
        };
}

/// <summary>What was told, on the days as they are written.</summary>
public sealed record Tellings(
    IReadOnlyList<(DateOnly Day, Urgency Urgency, IReadOnlyList<SignalKind> Kinds)> All,
    string Life
)
{
    public void Nothing() => Assert.True(All.Count == 0, Life);

    /// <summary>Nothing from a day on, up to another, both among them.</summary>
    public void Nothing(string from, string until = "9999-12-31") => Assert.False(Between(from, until).Any(), Life);

    /// <summary>Something on one of these days, the last among them; of that kind where one is given.</summary>
    public void Something(string from, string until, SignalKind? kind = null, Urgency? level = null) =>
        Assert.True(
            Between(from, until)
                .Any(one =>
                    (kind is not { } wanted || one.Kinds.Contains(wanted))
                    && !(one.Urgency != level && level is not null)
                ),
            Life
        );

    public void On(string day, SignalKind? kind = null, Urgency? level = null) => Something(day, day, kind, level);

    /// <summary>Within the two weeks of a check-in.</summary>
    public void AtTheCheckInOf(string asked, SignalKind? kind = null, Urgency? level = null) =>
        Something(
            asked,
            Some.Date(asked).AddDays(Case.Window).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            kind,
            level
        );

    public void SameAs(Tellings other) =>
        Assert.True(
            All.Select(one => (one.Day, one.Urgency)).SequenceEqual(other.All.Select(one => (one.Day, one.Urgency))),
            Life + other.Life
        );

    private IEnumerable<(DateOnly Day, Urgency Urgency, IReadOnlyList<SignalKind> Kinds)> Between(
        string from,
        string until
    ) => All.Where(one => one.Day >= Some.Date(from) && one.Day <= Some.Date(until));
}
