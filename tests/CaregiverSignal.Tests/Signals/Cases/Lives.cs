using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>Random lives: uneven check-ins, skipped questions, gaps, events and contacts; each answer raw.</summary>
public static class Lives
{
    private static readonly DateOnly Start = new(2024, 1, 10);

    /// <summary>The lists that the rules look at.</summary>
    public static readonly IReadOnlyList<string> Lists =
    [
        "opening",
        "srb",
        "csi",
        "volhoudtijd",
        "carerqol",
        "ssl-12-i",
        "ssl-d-8",
        "ediz-plus",
    ];

    private static readonly EventKind[] EventsOfCare =
    [
        .. Codes
            .All<EventKind>()
            .Order()
            .Select(Codes.Parse<EventKind>)
            .Where(kind => kind is not (EventKind.Contacted or EventKind.SignalClosed)),
    ];

    /// <summary>
    /// Of half of all lives the lists and the weight of a check-in follow from the one before; of the others each is
    /// for itself.
    /// </summary>
    public static Gen<Case> Any =>
        from count in Gen.Choose(1, 12)
        from usual in Gen.SubListOf(Lists.ToArray())
        from weight in Gen.Choose(0, 100)
        from slope in Gen.Choose(-20, 20)
        from steady in Gen.Choose(0, 1)
        from waves in Gen.CollectToList(
            Enumerable.Range(0, count),
            n => AnyWave(steady == 1 ? new Course([.. usual], weight + (n * slope)) : null)
        )
        from happenings in Gen.Choose(0, 4)
        from events in AnyEvent.ListOf(happenings)
        from talks in Gen.Choose(0, 3)
        from contacts in AnyContact.ListOf(talks)
        from phone in Gen.Choose(0, 9)
        select new Case { Events = [.. events], Contacts = [.. contacts.OrderBy(contact => contact.Day)] }.With(
            waves,
            phone == 0
        );

    /// <summary>
    /// A check-in: days since the one before, lists with raw codes by item, and days until the answer.
    /// </summary>
    /// <param name="Early">So many of the answers came three days before the others; 0 none.</param>
    public sealed record Sheet(
        int Gap,
        bool IsMissed,
        bool IsExcused,
        int Late,
        int Early,
        bool WantsCall,
        IReadOnlyList<(string List, (string Item, int Code)[] Codes)> Answers
    );

    private sealed record Course(IReadOnlyList<string> Usual, int Weight);

    private static Gen<Sheet> AnyWave(Course? course) =>
        from gap in Gen.Choose(20, course is null ? 130 : 60)
        from missed in Gen.Choose(0, 4)
        from excused in Gen.Choose(0, 9)
        from late in Gen.Frequency((4, Gen.Choose(0, 13)), (1, Gen.Choose(14, 60)))
        from early in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 20)))
        from call in Gen.Choose(0, 19)
        from weight in course is null ? Gen.Choose(0, 100) : Gen.Constant(course.Weight)
        from lists in course is null
            ? Gen.SubListOf(Lists.ToArray()).Select(some => (IReadOnlyList<string>)[.. some])
            : Gen.Constant(course.Usual)
        from answers in Gen.CollectToList(lists, list => AnyAnswers(list, weight, course is null ? 45 : 15))
        select new Sheet(gap, missed == 0 || lists.Count == 0, excused == 0, late, early, call == 0, [.. answers]);

    /// <summary>Heavier the higher the weight, 0–100; one item in fifteen is skipped.</summary>
    private static Gen<(string, (string, int)[])> AnyAnswers(string list, int weight, int spread)
    {
        var items = Some
            .Instruments.Newest(list)
            .Items.Select(item => (item.Key, Codes: CodesByWeight(list, item.Key)))
            .ToList();
        var answers = Gen.CollectToList(
            items,
            item =>
                from noise in Gen.Choose(-spread, spread)
                from skipped in Gen.Choose(0, 14)
                let place = Math.Clamp(weight + noise, 0, 99) * item.Codes.Count / 100
                select (Item: item.Key, Code: item.Codes[place], IsSkipped: skipped == 0)
        );
        return answers.Select(all => (list, all.Where(it => !it.IsSkipped).Select(it => (it.Item, it.Code)).ToArray()));
    }

    /// <summary>An item's codes from the lightest to the heaviest.</summary>
    public static IReadOnlyList<int> CodesByWeight(string list, string item)
    {
        var codes = Some.Instruments.Newest(list).Item(item)!.Codes.Select(code => code.Value).Order();
        var isHeavierUp =
            list is "csi" or "srb" or "ssl-d-8" or "ediz-plus"
            || (list == "carerqol" && item is not ("fulfilment" or "support" or "happiness"));
        return [.. isHeavierUp ? codes : codes.Reverse()];
    }

    private static Gen<HistoryEvent> AnyEvent =>
        from day in Gen.Choose(0, 800)
        from kind in Gen.Elements(EventsOfCare)
        from reporter in Gen.Elements(ReportedBy.Caregiver, ReportedBy.Coordinator, ReportedBy.Professional)
        select new HistoryEvent(Start.AddDays(day), kind, reporter);

    private static Gen<Contact> AnyContact =>
        from day in Gen.Choose(0, 800)
        from closes in Gen.Choose(0, 2)
        from next in Gen.Choose(-60, 90)
        select new Contact(Start.AddDays(day), closes == 0, next > 0 ? Start.AddDays(day + next) : null);

    private static Case With(this Case life, IEnumerable<Sheet> sheets, bool byPhone)
    {
        var day = Start;
        foreach (var sheet in sheets)
        {
            var asked = life.Asked(day).Excused(sheet.IsExcused);
            if (byPhone)
                asked = asked.ByPhone();
            life = sheet.IsMissed ? asked : Answered(asked, sheet);
            day = day.AddDays(sheet.Gap);
        }

        return life;
    }

    private static Case Answered(Case asked, Sheet sheet)
    {
        var whole = sheet.Answers.Aggregate(asked, (life, list) => life.Gives(list.List, list.Codes));
        if (sheet.WantsCall)
            whole = whole.CallMe();
        whole = whole.After(sheet.Late);
        return sheet.Early > 0 && sheet.Late > 2 ? whole.InTwoParts(sheet.Early, sheet.Late - 3) : whole;
    }

    /// <summary>The same life, with one list more in a check-in, and none of it filled in.</summary>
    public static Case Skips(this Case life, Wave wave, string list)
    {
        var skipped = new Case { Waves = [wave] }.Gives(list);
        return life with { Waves = life.Waves.Replace(wave, skipped.Waves[0]) };
    }

    // How it goes in general stays: who says that it goes well is judged otherwise.
    private static IEnumerable<(string List, string Item)> Questions =>
        Lists
            .Where(list => list != "opening")
            .SelectMany(list => Some.Instruments.Newest(list).Items.Select(item => (list, item.Key)));

    /// <summary>How much heavier, by list and item, 1–100.</summary>
    public static Gen<ImmutableDictionary<(string List, string Item), int>> Steps =>
        from steps in Gen.CollectToList(
            Questions,
            item => Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 100))).Select(step => (item, step))
        )
        select steps.Where(it => it.step > 0).ToImmutableDictionary(it => it.item, it => it.step);

    /// <summary>The check-in that was answered last; null when none was.</summary>
    public static Wave? Last(this Case life) =>
        life
            .Waves.Where(wave => wave.Answers.Count > 0)
            .OrderBy(wave => wave.AnsweredOn)
            .ThenBy(wave => wave.AskedOn)
            .LastOrDefault();

    /// <summary>A life, and the same one with some of the last answers heavier.</summary>
    public sealed record Worsened(Case Life, ImmutableDictionary<(string List, string Item), int> Steps)
    {
        public Case Worse =>
            Life.Last() is { } last ? Life with { Waves = Life.Waves.Replace(last, last.Heavier(Steps)) } : Life;

        public IEnumerable<Worsened> Smaller() =>
            Lives
                .Smaller(Life)
                .Select(life => this with { Life = life })
                .Concat(Steps.Keys.Select(key => this with { Steps = Steps.Remove(key) }));

        public override string ToString() => $"{Life}\nand worse{Worse}";
    }

    /// <summary>Another check-in with every answer of it at its lightest; how it goes in general is left out.</summary>
    public static Wave Lightest(this Wave wave) =>
        wave.Rescored(answer =>
            answer.Instrument == "opening"
                ? null
                : answer with
                {
                    Code = CodesByWeight(answer.Instrument, answer.Item)[0],
                }
        );

    // What was known of it on an earlier day stays: another check-in may have been answered in between.
    private static Wave Heavier(this Wave wave, ImmutableDictionary<(string List, string Item), int> steps) =>
        wave.Rescored(answer =>
            wave.Before?.Answers.Contains(answer) == true
                ? answer
                : answer.Heavier(steps.GetValueOrDefault((answer.Instrument, answer.Item)))
        );

    private static GivenAnswer Heavier(this GivenAnswer answer, int step)
    {
        var codes = CodesByWeight(answer.Instrument, answer.Item);
        var place = codes.ToList().IndexOf(answer.Code);
        return answer with { Code = codes[Math.Min(codes.Count - 1, place + ((step * codes.Count + 99) / 100))] };
    }

    /// <summary>
    /// The same check-in, scored anew, with other answers or without some; one of which nothing is left was answered
    /// all the same.
    /// </summary>
    public static Wave Rescored(this Wave wave, Func<GivenAnswer, GivenAnswer?> change)
    {
        var answers = wave.Answers.Select(change).OfType<GivenAnswer>().ToList();
        var emptied = new Case { Waves = [wave with { Values = [], Answers = [] }] };
        return wave
            .Values.Select(it => it.Instrument)
            .Distinct()
            .Aggregate(
                emptied,
                (it, list) =>
                    it.Gives(
                        list,
                        [
                            .. answers
                                .Where(answer => answer.Instrument == list)
                                .Select(answer => (answer.Item, answer.Code)),
                        ]
                    )
            )
            .Waves[0];
    }

    /// <summary>Lives that are simpler by one thing.</summary>
    public static IEnumerable<Case> Smaller(Case life)
    {
        foreach (var wave in life.Waves.Where(_ => life.Waves.Count > 1))
            yield return life with
            {
                Waves = life.Waves.Remove(wave),
            };
        foreach (var one in life.Events)
            yield return life with
            {
                Events = life.Events.Remove(one),
            };
        foreach (var one in life.Contacts)
            yield return life with
            {
                Contacts = life.Contacts.Remove(one),
            };
        foreach (var wave in life.Waves)
        {
            foreach (var smaller in Smaller(wave))
                yield return life with
                {
                    Waves = life.Waves.Replace(wave, smaller),
                };
        }
    }

    private static IEnumerable<Wave> Smaller(Wave wave)
    {
        if (wave.Before is not null)
            yield return wave with
            {
                Before = null,
            };
        if (wave.IsExcused)
            yield return wave with
            {
                IsExcused = false,
            };
        if (wave.WantsCall)
            yield return wave with
            {
                WantsCall = false,
            };
        if (wave.AnsweredOn is not null)
            yield return wave with
            {
                AnsweredOn = null,
                Before = null,
                Values = [],
                Answers = [],
                WantsCall = false,
            };
        foreach (var list in wave.Values.Select(it => it.Instrument).Distinct())
        {
            if (wave.Before is null)
                yield return (wave with { Values = [.. wave.Values.Where(it => it.Instrument != list)] }).Rescored(
                    answer => answer.Instrument == list ? null : answer
                );
        }
        if (wave.AnsweredOn > wave.AskedOn && wave.Before is null)
            yield return wave with
            {
                AnsweredOn = wave.AskedOn,
            };
    }
}
