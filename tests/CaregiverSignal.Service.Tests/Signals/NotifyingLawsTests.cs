using CaregiverSignal.Scores;
using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Tests.Signals;

/// <summary>
/// What holds of every life: a few thousand random ones, and with CAREGIVERSIGNAL_LARGE=1 a million a law.
/// </summary>
public class NotifyingLawsTests
{
    private static readonly RuleSettings Rules = new();
    private static readonly DateOnly First = new(2023, 1, 2);

    private static readonly EventKind[] Happenings =
    [
        EventKind.HelperLost,
        EventKind.FormalHelpReduced,
        EventKind.Fall,
        EventKind.Hospital,
        EventKind.CrisisAdmission,
        EventKind.RespiteFailed,
        EventKind.Incident,
        EventKind.RequestForContact,
        EventKind.Paused,
        EventKind.Resumed,
        EventKind.Stopped,
        EventKind.Admission,
        EventKind.Diagnosis,
    ];

    [Fact]
    public void Nothing_that_comes_later_changes_what_was_told_before() =>
        Holds(
            (life, luck) =>
            {
                var day = First.AddDays(luck.Next(800));
                var cut = life with
                {
                    Waves =
                    [
                        .. life
                            .Waves.Where(wave => wave.AskedOn <= day)
                            .Select(wave =>
                                wave.AnsweredOn > day
                                    ? wave with
                                    {
                                        AnsweredOn = null,
                                        Values = [],
                                        WantsCall = false,
                                    }
                                    : wave
                            ),
                    ],
                    Events = [.. life.Events.Where(historyEvent => historyEvent.Day <= day)],
                    Contacts = [.. life.Contacts.Where(contact => contact.Day <= day)],
                };

                return Lines(Told(cut), day).SequenceEqual(Lines(Told(life), day));
            }
        );

    [Fact]
    public void The_order_of_rows_means_nothing_and_a_row_twice_is_one() =>
        Holds(
            (life, luck) =>
            {
                Wave[] waves = [.. life.Waves, .. life.Waves.Take(2)];
                HistoryEvent[] events = [.. life.Events, .. life.Events.Take(3)];
                luck.Shuffle(waves);
                luck.Shuffle(events);

                return Lines(Told(life with { Waves = waves, Events = events })).SequenceEqual(Lines(Told(life)));
            }
        );

    [Fact]
    public void A_worse_answer_or_one_more_heavy_event_never_lowers_the_nearness_of_any_day_and_delays_no_telling() =>
        Holds(
            (life, luck) =>
            {
                var quiet = life with { Contacts = [] };
                var worse =
                    luck.Next(2) == 0
                        ? quiet with
                        {
                            Events =
                            [
                                .. quiet.Events,
                                new HistoryEvent(
                                    First.AddDays(luck.Next(800)),
                                    EventKind.HelperLost,
                                    ReportedBy.Professional
                                ),
                            ],
                        }
                        : quiet with
                        {
                            Waves =
                            [
                                .. quiet.Waves.Select(wave =>
                                    wave with
                                    {
                                        Values = [.. wave.Values.Select(it => luck.Next(4) == 0 ? Worse(it) : it)],
                                    }
                                ),
                            ],
                        };
                var (before, after) = (Told(quiet), Told(worse));

                var days = Days(quiet);
                return WeightOn(worse, days)
                        .Zip(WeightOn(quiet, days))
                        .All(day =>
                            day.First.Points >= day.Second.Points
                            && day.First.Alarms >= day.Second.Alarms
                            && !(day.First.Level(Rules) < day.Second.Level(Rules))
                        ) && (before.Count == 0 || (after.Count > 0 && after[0].Day <= before[0].Day));
            }
        );

    [Fact]
    public void A_lower_limit_never_lowers_a_level() =>
        Holds(
            (life, luck) =>
            {
                var limit = RuleSettings.Limits[luck.Next(2)];
                var lower = Rules.With(limit, luck.Next(limit.Least, Rules[limit] + 1));
                lower =
                    lower[Nearness.Amber] > lower[Nearness.Red]
                        ? lower.With(Nearness.Amber, lower[Nearness.Red])
                        : lower;

                return WeightOn(life, Days(life))
                    .All(weight => weight.Level(Rules) is not { } level || weight.Level(lower) >= level);
            }
        );

    [Fact]
    public void On_every_day_with_a_level_and_a_fact_it_was_told_within_the_days_that_a_telling_holds() =>
        Holds(
            (life, _) =>
            {
                var quiet = life with { Contacts = [] };
                var told = Told(quiet);

                var days = Days(quiet);
                return days.Zip(WeightOn(quiet, days))
                    .All(on =>
                        on.Second.Told(Rules) is not { } level
                        || told.Any(telling =>
                            telling.Day <= on.First
                            && telling.Urgency >= level
                            && on.First.DayNumber - telling.Day.DayNumber < NotificationPolicy.AgainAfterDays
                        )
                    );
            }
        );

    [Fact]
    public void A_talk_only_postpones_and_changes_nothing_before_it() =>
        Holds(
            (life, luck) =>
            {
                var day = First.AddDays(luck.Next(800));
                var agreed = luck.Next(2) == 0 ? (DateOnly?)null : day.AddDays(luck.Next(1, 200));
                var quiet = life with { Contacts = [] };
                var (before, after) = (Told(quiet), Told(quiet with { Contacts = [new Contact(day, false, agreed)] }));
                var next = after.FirstOrDefault(signal => signal.Day > day);

                return Lines(after, day).SequenceEqual(Lines(before, day))
                    && Requests(after).SetEquals(Requests(before))
                    && (
                        next is null
                        || next.Urgency == Urgency.Red
                        || next.Day >= (agreed ?? day.AddDays(NotificationPolicy.AgainAfterDays))
                        || before.Any(signal => signal.Day == next.Day && signal.Urgency == next.Urgency)
                    );
            }
        );

    [Fact]
    public void Every_request_is_told_on_its_day() =>
        Holds(
            (life, _) =>
                Observations
                    .Of(life)
                    .Where(observation => observation.Kind == ObservationKind.Request)
                    .All(observation =>
                        Told(life).Any(signal => signal.Day == observation.Day && RequestIn(signal) == observation.Day)
                    )
        );

    [Fact]
    public void Who_is_heavy_stands_on_the_list_with_a_day_whatever_is_told_talked_closed_or_muted() =>
        Holds(
            (life, luck) =>
            {
                var mute = new Mute(luck.Next());
                var limits = Rules.With(Nearness.Red, luck.Next(1, 13)).With(Nearness.Amber, luck.Next(1, 13));
                var assumed = new FollowUp(luck.Next(40), luck.Next(40));
                var open = Replay.Of(life, limits, assumed, mute).Open;

                return Heavy(life)
                    .All(on =>
                        open.Any(row =>
                            IsOn(row, on.Day)
                            && (on.Weight.Alarms < Weight.RedAlarms || row.Level == Urgency.Red)
                            && row.DueOn <= on.Day.AddDays(91)
                        )
                    );
            }
        );

    [Fact]
    public void Of_two_lives_that_staff_treat_alike_the_one_with_a_worse_answer_stands_at_least_as_high() =>
        Holds(
            (life, luck) =>
            {
                var place = luck.Next(life.Waves.Count);
                var worse = With(life, place, it => luck.Next(2) == 0 ? Worse(it) : it);
                var assumed = luck.Next(2) == 0 ? FollowUp.None : new FollowUp(luck.Next(40), luck.Next(40));
                var open = Replay.Of(worse, Rules, assumed).Open;

                return Heavy(life)
                    .All(on =>
                        open.Any(row =>
                            IsOn(row, on.Day) && (on.Weight.Alarms < Weight.RedAlarms || row.Level == Urgency.Red)
                        )
                    );
            }
        );

    [Fact]
    public void A_call_sooner_leaves_no_heavy_answer_with_nothing_open() =>
        Holds(
            (life, luck) =>
            {
                var quiet = life with { Contacts = [] };
                var open = Replay.Of(quiet, Rules, new FollowUp(luck.Next(10), luck.Next(10, 20))).Open;

                return Heavy(quiet).All(on => open.Any(row => IsOn(row, on.Day)));
            }
        );

    [Fact]
    public void One_row_a_person_at_a_time() =>
        Holds(
            (life, luck) =>
            {
                var open = Replay.Of(life, Rules, new FollowUp(luck.Next(40), luck.Next(40))).Open;

                return open.Zip(open.Skip(1)).All(pair => pair.First.Until <= pair.Second.From);
            }
        );

    [Fact]
    public void What_creeps_is_said_once_and_again_only_after_two_answers_that_are_back() =>
        Holds(
            (life, luck) =>
            {
                var creeping = new CreepingBurden();
                var burdens = Enumerable.Range(0, 24).Select(_ => 10 * luck.Next(11)).ToList();
                var waves = burdens.Index().Select(month => Answered(month.Index, month.Item, going: 4)).ToList();
                var (state, heard) = (default(CaregiverState), new HashSet<DateOnly>());
                foreach (var observation in Observations.Of(new History(default, waves, [], [])))
                {
                    state.Take(observation);
                    if (creeping.Day(state, observation.Day) is var day && day != default)
                        heard.Add(day);
                }

                // The same in plain words.
                var (said, wanted) = (false, new HashSet<DateOnly>());
                for (var month = 1; month < burdens.Count; month++)
                {
                    if (new[] { month - 1, month }.All(at => burdens[at] - burdens[0] <= 10))
                        said = false;
                    if (
                        !said
                        && new[] { month - 1, month }.All(at => burdens[at] - burdens[0] >= 30 && burdens[at] > 50)
                    )
                        said = wanted.Add(First.AddMonths(month));
                }

                return heard.SetEquals(wanted);
            }
        );

    /// <summary>The days with an answer on which something is heavy by all that is known, and what it weighs.</summary>
    private static IEnumerable<(DateOnly Day, Weight Weight)> Heavy(History life) =>
        Days(life).Zip(WeightOn(life, Days(life))).Where(on => on.Second.Alarms > 0 && IsAnswered(life, on.First));

    private static bool IsOn(OpenRow row, DateOnly day) => row.From <= day && !(row.Until < day);

    [Fact]
    public void What_is_alarming_is_red_at_two_and_amber_at_one_at_any_limit_and_whatever_else_is_missing() =>
        Holds(
            (life, luck) =>
            {
                var limits = Rules.With(Nearness.Red, 12).With(Nearness.Amber, 12);
                var mute = new Mute(-1);
                return WeightOn(life, Days(life))
                    .Zip(WeightOn(life, Days(life), limits, mute))
                    .All(on =>
                        on.First.Alarms == on.Second.Alarms
                        && (on.Second.Alarms < 2 || on.Second.Level(limits) == Urgency.Red)
                        && (on.Second.Alarms == 0 || on.Second.Level(limits) is not null)
                    );
            }
        );

    [Fact]
    public void Answers_left_blank_after_a_red_one_never_end_the_standing() =>
        Holds(
            (life, luck) =>
            {
                var red = new Wave(
                    First,
                    First.AddDays(14),
                    First,
                    false,
                    [Value("srb", "burden", luck.Next(80, 101)), Value("opening", "going", 1)]
                );
                var blank = Enumerable
                    .Range(1, luck.Next(1, 12))
                    .Select(month => First.AddMonths(month))
                    .Select(day => new Wave(
                        day,
                        day.AddDays(14),
                        day,
                        false,
                        luck.Next(2) == 0 ? [] : [Value("csi", "total", 0, 13), Value("volhoudtijd", "time", 6)]
                    ));
                var open = Replay
                    .Of(new History(default, [red, .. blank], [], []), Rules, new FollowUp(null, luck.Next(40)))
                    .Open;

                return open[0].From == First
                    && open[^1].Until is null
                    && open.All(row => row.Level == Urgency.Red)
                    && open.Zip(open.Skip(1)).All(pair => pair.First.Until == pair.Second.From);
            }
        );

    [Fact]
    public void Who_was_below_red_for_two_answers_and_is_red_again_is_told_that_day() =>
        Holds(
            (life, luck) =>
            {
                var light = new[] { 1, 2 }.Select(month => Answered(month, burden: luck.Next(60), going: 4));
                Wave[] waves = [Answered(0, burden: 90, going: 1), .. light, Answered(3, burden: 85, going: 1)];
                var talks = Some(luck, 4, day => new Contact(day, luck.Next(2) == 0, null)).ToList();

                return Told(new History(default, waves, [], talks))
                    .Any(told => told.Day == First.AddMonths(3) && told.Urgency == Urgency.Red);
            }
        );

    [Fact]
    public void A_step_down_since_the_last_talk_is_told_that_day_and_once() =>
        Holds(
            (life, luck) =>
            {
                var talk = new Contact(First.AddDays(luck.Next(1, 27)), false, First.AddDays(luck.Next(60, 120)));
                Wave[] waves =
                [
                    Answered(0, burden: 70, going: 2, time: 3),
                    Answered(1, burden: 70, going: 2, time: 2),
                    Answered(2, burden: 70, going: 2, time: 3),
                    Answered(3, burden: 70, going: 2, time: 2),
                    Answered(4, burden: 70, going: 2, time: 1),
                ];

                return Told(new History(default, waves, [], [talk]))
                    .Where(told => told.Urgency == Urgency.Red)
                    .Select(told => told.Day)
                    .SequenceEqual([First, First.AddMonths(1), First.AddMonths(4)]);
            }
        );

    private static Wave Answered(int month, int burden, int going, int time = 6) =>
        new(
            First.AddMonths(month),
            First.AddMonths(month).AddDays(14),
            First.AddMonths(month),
            false,
            [Value("srb", "burden", burden), Value("opening", "going", going), Value("volhoudtijd", "time", time)]
        );

    private static bool IsAnswered(History life, DateOnly day) =>
        Observations
            .Of(life)
            .Any(observation => observation.Day == day && observation.Kind == ObservationKind.Answered);

    [Fact]
    public void What_is_heard_as_a_line_is_heard_while_it_is_recent_and_makes_no_signal() =>
        Holds(
            (life, _) =>
            {
                var (state, observations) = (default(CaregiverState), Observations.Of(life));
                foreach (var day in observations.GroupBy(observation => observation.Day))
                {
                    foreach (var observation in day)
                        state.Take(observation);
                    var lines = NotificationPolicy.Lines(state, day.Key, Rules);
                    if (
                        day.Any(observation => observation.Kind == ObservationKind.SeriousEvent)
                        && !lines.Any(line => line.WarningSign == "event")
                    )
                        return false;
                    if (lines.Any(line => line.Points != 0 || line.Day > day.Key))
                        return false;
                }

                return true;
            }
        );

    [Fact]
    public void A_crisis_is_told_on_its_day_and_uses_up_no_telling_of_the_answers() =>
        Holds(
            (life, _) =>
            {
                var crises = life.Events.Where(it => Outcomes.ToForesee.Contains(it.Kind)).Select(it => it.Day);
                var told = Replay.Of(life, Rules, FollowUp.None).Signals;
                var without = Replay.Of(
                    life with
                    {
                        Events = [.. life.Events.Where(it => !Outcomes.ToForesee.Contains(it.Kind))],
                    },
                    Rules,
                    FollowUp.None
                );
                return crises.All(day => told.Any(signal => signal.Day == day))
                    // On the day of a crisis the answers may be told again, where that was due at the next fact.
                    && without.Signals.All(signal =>
                        told.Any(it =>
                            it.Urgency >= signal.Urgency
                            && (it.Day == signal.Day || (crises.Contains(it.Day) && it.Day < signal.Day))
                        )
                    );
            }
        );

    [Fact]
    public void What_is_left_out_never_makes_an_answer_better_than_its_best() =>
        Holds(
            (life, luck) =>
            {
                var place = luck.Next(life.Waves.Count);
                var day = life.Waves[place].AnsweredOn;
                if (day is null || life.Waves.Skip(place + 1).Any(wave => wave.AnsweredOn <= day))
                    return true;
                var part = With(
                    life,
                    place,
                    it =>
                        it.Instrument == "csi"
                            ? it with
                            {
                                Value = it.Value with { Value = null, Low = it.Value.Low, High = 13 },
                            }
                            : it
                );
                var best = With(life, place, it => it);

                return WeightOn(part, day.Value).Points >= WeightOn(best, day.Value).Points
                    && WeightOn(part, day.Value).Alarms >= WeightOn(best, day.Value).Alarms;
            }
        );

    [Fact]
    public void The_points_of_the_things_that_are_named_are_the_nearness() =>
        Holds((life, _) => Told(life).All(signal => PointsOf(signal) == WeightOn(life, signal.Day).Points));

    private static void Holds(Func<History, Random, bool> law)
    {
        var seed = LongRun.Seed();
        Parallel.For(
            0,
            LongRun.Of(1_500, LongRun.OnEachStore(200_000)),
            number =>
            {
                var luck = new Random(unchecked((seed * 1_000_003) + number));
                var life = Life(luck);
                Assert.True(law(life, luck), $"Life {number} of seed {seed}: {string.Join(' ', Lines(Told(life)))}");
            }
        );
    }

    /// <summary>Somebody over up to two years: answers that wander, gaps, events, talks.</summary>
    private static History Life(Random luck)
    {
        var (waves, state) = (new List<Wave>(), luck.NextDouble());
        var months = luck.Next(1, 25);
        for (var month = 0; month < months; month++)
        {
            var asked = First.AddMonths(month);
            state = Math.Clamp(state + ((luck.NextDouble() - 0.5) * 0.5), 0, 1);
            if (luck.Next(6) == 0 && month > 0)
            {
                var between = asked.AddDays(-luck.Next(7, 17));
                waves.Add(
                    new Wave(
                        between,
                        asked,
                        luck.Next(3) == 0 ? null : between.AddDays(luck.Next(7)),
                        false,
                        [Value("volhoudtijd", "time", 6 - (int)(5.9 * state))]
                    )
                );
            }

            if (luck.Next(5) == 0)
            {
                waves.Add(
                    new Wave(asked, asked.AddDays(14), null, false, [])
                    {
                        ByMail = luck.Next(8) > 0,
                        IsExcused = luck.Next(8) == 0,
                    }
                );
                continue;
            }

            List<Measured> values =
            [
                Value("volhoudtijd", "time", 6 - (int)(5.9 * state)),
                Value("srb", "burden", (int)(100 * state)),
                Value("opening", "going", 5 - (int)(4.9 * state)),
            ];
            if (month % 3 == 0)
                values.Add(
                    luck.Next(6) == 0
                        ? Value("csi", "total", (int)(10 * state), (int)(10 * state) + 3)
                        : Value("csi", "total", (int)(13 * state))
                );
            if (month % 3 == 0)
                values.Add(Value("wishes", "take-over", 1 + (int)(3.9 * luck.NextDouble())));
            if (month % 6 == 1)
                values.Add(Value("ssl-12-i", "total", 48 - (int)(36 * state)));
            if (month % 6 == 4)
                values.Add(Value("ssl-d-8", "total", 8 + (int)(16 * state)));
            waves.Add(
                new Wave(
                    asked,
                    asked.AddDays(14),
                    asked.AddDays(luck.Next(20)),
                    luck.Next(30) == 0,
                    [.. values.Where(_ => luck.Next(8) > 0)]
                )
            );
        }

        return new History(
            default,
            waves,
            [
                .. Some(
                    luck,
                    6,
                    day => new HistoryEvent(
                        day,
                        Happenings[luck.Next(Happenings.Length)],
                        luck.Next(3) switch
                        {
                            0 => ReportedBy.Coordinator,
                            1 => ReportedBy.Professional,
                            _ => ReportedBy.Caregiver,
                        }
                    )
                ),
            ],
            [
                .. Some(
                    luck,
                    4,
                    day => new Contact(
                        day,
                        luck.Next(4) == 0,
                        luck.Next(3) == 0 ? day.AddDays(luck.Next(1, 150)) : null
                    )
                ),
            ]
        );
    }

    private static IEnumerable<T> Some<T>(Random luck, int most, Func<DateOnly, T> make) =>
        Enumerable.Range(0, luck.Next(most)).Select(_ => make(First.AddDays(luck.Next(760))));

    private static Measured Value(string instrument, string scale, int low, int? high = null) =>
        new(instrument, 1, new ScaleValue(scale, high is null ? low : null, low, high ?? low, null));

    /// <summary>Of what has no first answer that it is compared with: the time, the burden, and how it goes.</summary>
    private static Measured Worse(Measured it) =>
        it.Instrument switch
        {
            "volhoudtijd" or "opening" => Value(it.Instrument, it.Value.Scale, Math.Max(1, (int)it.Value.Low - 1)),
            "srb" => Value(it.Instrument, it.Value.Scale, Math.Min(100, (int)it.Value.Low + 25)),
            _ => it,
        };

    private static History With(History life, int place, Func<Measured, Measured> change) =>
        life with
        {
            Waves =
            [
                .. life.Waves.Select(
                    (wave, at) => at == place ? wave with { Values = [.. wave.Values.Select(change)] } : wave
                ),
            ],
        };

    private static IReadOnlyList<NotifiedSignal> Told(History life) => Replay.Of(life, Rules, FollowUp.None).Signals;

    /// <summary>The days on which something became known, in their order.</summary>
    private static List<DateOnly> Days(History life) =>
        [.. Observations.Of(life).Select(observation => observation.Day).Distinct()];

    private static Weight WeightOn(History life, DateOnly day) => WeightOn(life, [day])[0];

    /// <param name="days">In their order.</param>
    private static List<Weight> WeightOn(
        History life,
        List<DateOnly> days,
        RuleSettings? settings = null,
        Mute mute = default
    )
    {
        var (state, observations, next) = (default(CaregiverState), Observations.Of(life), 0);
        return days.ConvertAll(day =>
        {
            while (next < observations.Count && observations[next].Day <= day)
                state.Take(observations[next++]);
            return Nearness.Of(state, day, settings ?? Rules, mute);
        });
    }

    private static int PointsOf(NotifiedSignal told) => told.Findings.Sum(finding => finding.Points);

    /// <summary>The day of the request that a telling names; the default for none.</summary>
    private static DateOnly RequestIn(NotifiedSignal told) =>
        told.Findings.FirstOrDefault(finding => finding.Kind == SignalKind.Request)?.Day ?? default;

    private static HashSet<DateOnly> Requests(IEnumerable<NotifiedSignal> told) =>
        [.. told.Select(RequestIn).Where(day => day != default)];

    private static IEnumerable<string> Lines(IEnumerable<NotifiedSignal> told, DateOnly? until = null) =>
        told.Where(signal => !(signal.Day > until))
            .Select(signal =>
                $"{signal.Day:yyyy-MM-dd} {signal.Urgency} {string.Join(';', signal.Findings.Select(it => $"{it.WarningSign}{it.Points}"))}"
            );
}
