using CaregiverSignal.People;
using CaregiverSignal.Signals;
using FsCheck;
using FsCheck.Fluent;

namespace CaregiverSignal.Tests.Signals.Cases;

/// <summary>Random lives: uneven check-ins, skipped questions, gaps, events and contacts; each answer raw.</summary>
public static class Lives
{
    private static readonly DateOnly Start = new(2024, 1, 10);

    /// <summary>The lists that the rules look at.</summary>
    public static readonly IReadOnlyList<string> Lists = ["opening", "srb", "csi", "volhoudtijd", "carerqol", "ssl-12-i", "ssl-d-8", "ediz-plus"];

    private static readonly string[] EventsOfCare = [.. EventKinds.All.Where(kind => kind is not (EventKinds.Contacted or EventKinds.SignalClosed)).Order()];

    public static Gen<Case> Any =>
        from count in Gen.Choose(1, 9)
        from waves in AnyWave.ListOf(count)
        from happenings in Gen.Choose(0, 3)
        from events in AnyEvent.ListOf(happenings)
        from talks in Gen.Choose(0, 2)
        from contacts in AnyContact.ListOf(talks)
        select new Case { Events = [.. events], Contacts = [.. contacts.OrderBy(contact => contact.Day)] }.With(waves);

    /// <summary>A check-in: days since the one before, lists with raw codes by item, and days until the answer.</summary>
    public sealed record Sheet(int Gap, bool IsMissed, int Late, bool WantsCall, IReadOnlyList<(string List, (string Item, int Code)[] Codes)> Answers);

    private static Gen<Sheet> AnyWave =>
        from gap in Gen.Choose(20, 130)
        from missed in Gen.Choose(0, 4)
        from late in Gen.Frequency((4, Gen.Choose(0, 13)), (1, Gen.Choose(14, 60)))
        from call in Gen.Choose(0, 19)
        from weight in Gen.Choose(0, 100)
        from lists in Gen.SubListOf(Lists.ToArray())
        from answers in Gen.CollectToList(lists, list => AnyAnswers(list, weight))
        select new Sheet(gap, missed == 0 || lists.Count == 0, late, call == 0, [.. answers]);

    /// <summary>Heavier the higher the weight, 0–100; one item in fifteen is skipped.</summary>
    private static Gen<(string, (string, int)[])> AnyAnswers(string list, int weight)
    {
        var items = Some.Instruments.Newest(list).Items.Select(item => (item.Key, Codes: CodesByWeight(list, item.Key))).ToList();
        var answers = Gen.CollectToList(items, item =>
            from noise in Gen.Choose(-45, 45)
            from skipped in Gen.Choose(0, 14)
            let place = Math.Clamp(weight + noise, 0, 99) * item.Codes.Count / 100
            select (Item: item.Key, Code: item.Codes[place], IsSkipped: skipped == 0));
        return answers.Select(all => (list, all.Where(it => !it.IsSkipped).Select(it => (it.Item, it.Code)).ToArray()));
    }

    /// <summary>An item's codes from the lightest to the heaviest.</summary>
    public static IReadOnlyList<int> CodesByWeight(string list, string item)
    {
        var codes = Some.Instruments.Newest(list).Item(item)!.Codes.Select(code => code.Value).Order();
        var isHeavierUp = list is "csi" or "srb" or "ssl-d-8" or "ediz-plus" || (list == "carerqol" && item is not ("fulfilment" or "support" or "happiness"));
        return [.. isHeavierUp ? codes : codes.Reverse()];
    }

    private static Gen<HistoryEvent> AnyEvent =>
        from day in Gen.Choose(0, 800)
        from kind in Gen.Elements(EventsOfCare)
        from reporter in Gen.Elements("caregiver", "coordinator", "professional")
        select new HistoryEvent(Start.AddDays(day), kind, reporter);

    private static Gen<Contact> AnyContact =>
        from day in Gen.Choose(0, 800)
        from closes in Gen.Choose(0, 2)
        from next in Gen.Choose(-60, 90)
        select new Contact(Start.AddDays(day), closes == 0, next > 0 ? Start.AddDays(day + next) : null);

    private static Case With(this Case life, IEnumerable<Sheet> sheets)
    {
        var day = Start;
        foreach (var sheet in sheets)
        {
            life = life.Asked(day);
            if (!sheet.IsMissed)
            {
                foreach (var (list, codes) in sheet.Answers) life = life.Gives(list, codes);
                if (sheet.WantsCall) life = life.CallMe();
                life = life.After(sheet.Late);
            }

            day = day.AddDays(sheet.Gap);
        }

        return life;
    }

    /// <summary>The same life, with one list more in a check-in, and none of it filled in.</summary>
    public static Case Skips(this Case life, Wave wave, string list)
    {
        var skipped = new Case { Waves = [wave] }.Gives(list);
        return life with { Waves = life.Waves.Replace(wave, skipped.Waves[0]) };
    }

    /// <summary>The same check-in with some answers heavier. How it goes in general stays: who says that it goes well is judged otherwise.</summary>
    public static Gen<Wave> Worse(Wave wave) =>
        from steps in Gen.CollectToList(wave.Answers, _ => Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 100))))
        let answers = wave.Answers.Zip(steps, (answer, step) => answer.Instrument == "opening" ? answer : answer with { Code = Heavier(answer, step) })
        let emptied = new Case { Waves = [wave with { Values = [], Answers = [] }] }
        select wave.Values.Select(it => it.Instrument).Distinct().Aggregate(emptied, (it, list) => it.Gives(
            list, [.. answers.Where(answer => answer.Instrument == list).Select(answer => (answer.Item, answer.Code))])).Waves[0];

    private static int Heavier(GivenAnswer answer, int step)
    {
        var codes = CodesByWeight(answer.Instrument, answer.Item);
        var place = codes.ToList().IndexOf(answer.Code);
        return codes[Math.Min(codes.Count - 1, place + ((step * codes.Count + 99) / 100))];
    }
}
