using CaregiverSignal.Networks;
using CaregiverSignal.People;

namespace CaregiverSignal.Demo;

/// <summary>Who is around some of the invented caregivers: a circle that thinned in half a year, a small one that is
/// good as it is, and one of family alone.</summary>
internal sealed class DemoNetworks(Simulation world)
{
    /// <summary>Days before the last day on which it is drawn first, and again.</summary>
    private const int First = 190;
    private const int Again = 6;

    private static Texts Story => Words.Story;

    private static Tie[] Wide =>
        [
            Of("Sjaan", HelperKind.Neighbour, Ring.Near, "PG", "G", "weekly both much good gives") with
            {
                TakesOver = true,
                Wish = Wish.Same,
            },
            Of(Story["Tie.Daughter"], HelperKind.Family, Ring.Near, "PE", "E", "weekly both much good neutral") with
            {
                TakesOver = true,
                Wish = Wish.Same,
            },
            Of(Story["Tie.Brother"], HelperKind.Family, Ring.Regular, "", "P", "seldom mine normal conflict costs") with
            {
                Wish = Wish.Less,
            },
            Of(Story["Tie.Sister"], HelperKind.Family, Ring.Regular, "A", "", "monthly theirs normal tense neutral"),
            Of(Story["Tie.Choir"], HelperKind.Association, Ring.Regular, "G", "G", "monthly both much good gives") with
            {
                Wish = Wish.More,
            },
            Of("Riet", HelperKind.Friend, Ring.Near, "GE", "E", "weekly both much good gives"),
            Of("Hans", HelperKind.Colleague, Ring.Far, "A", "", "seldom mine little good neutral"),
            Of(
                Story["Tie.HomeCare"],
                HelperKind.Professional,
                Ring.Regular,
                "P",
                "",
                "weekly theirs normal good neutral"
            ),
            Of(Story["Tie.Walks"], HelperKind.Volunteer, Ring.Far, "G", "", "monthly theirs normal good gives"),
            Of(Story["Tie.Opposite"], HelperKind.Neighbour, Ring.Far, "", "G", "monthly both little good neutral"),
        ];

    private static Tie[] Small =>
        [
            Of(Story["Tie.Wife"], HelperKind.Family, Ring.Near, "GE", "PGE", "weekly both much good gives") with
            {
                Wish = Wish.Same,
            },
            Of(
                Story["Tie.NextDoor"],
                HelperKind.Neighbour,
                Ring.Regular,
                "P",
                "P",
                "weekly both normal good neutral"
            ) with
            {
                Wish = Wish.Same,
            },
        ];

    private static Tie[] Family =>
        [
            Of(Story["Tie.Son"], HelperKind.Family, Ring.Near, "PA", "G", "weekly mine much good neutral") with
            {
                Wish = Wish.More,
            },
            Of(Story["Tie.SisterInLaw"], HelperKind.Family, Ring.Far, "", "E", "monthly theirs little tense costs"),
        ];

    /// <summary>Plans what somebody draws; in a short demo it is drawn once.</summary>
    public void Begin(Person person)
    {
        var drawn = (person.Number % 30) switch
        {
            0 => Wide,
            3 => Small,
            6 => Family,
            _ => [],
        };
        if (drawn.Length == 0)
            return;
        Plan(person.Id, First, transaction => Draw(transaction, person.Id, drawn, ConsentWay.Visit));
        Plan(
            person.Id,
            Again,
            async transaction =>
            {
                await Draw(transaction, person.Id, drawn, ConsentWay.Visit);
                if (person.Number % 30 == 0)
                    await Change(transaction, person.Id);
                await Ties.Keep(transaction, person.Id, world.Time.Today);
            }
        );
    }

    private async Task Draw(Transaction transaction, long id, IEnumerable<Tie> drawn, ConsentWay how)
    {
        if ((await Ties.Open(transaction, id)).Count > 0)
            return;
        var (coordinator, time) = ((await CaregiverTable.Get(transaction, id))!.CoordinatorId, world.Time);
        await NetworkConsent.Give(transaction, id, how, coordinator, time.Today, time.Now);
        foreach (var tie in drawn)
            await Ties.Save(transaction, tie with { CaregiverId = id }, time.Today);
    }

    /// <summary>A friend went, a club moved off, and somebody of the support point came.</summary>
    private async Task Change(Transaction transaction, long id)
    {
        var (open, today) = ((await Ties.Open(transaction, id)).ToDictionary(tie => tie.Name), world.Time.Today);
        await Ties.End(transaction, id, open["Hans"].Id, today);
        await Ties.End(transaction, id, open[Story["Tie.Opposite"]].Id, today);
        await Ties.Save(
            transaction,
            open[Story["Tie.Choir"]] with
            {
                Ring = Ring.Far,
                Contact = ContactFrequency.Seldom,
            },
            today
        );
        await Ties.Save(transaction, open[Story["Tie.Sister"]] with { Ring = Ring.Near, Mood = Mood.Good }, today);
        await Ties.Save(
            transaction,
            Of(Story["Tie.Peer"], HelperKind.Friend, Ring.Regular, "AE", "E", "monthly both normal good gives") with
            {
                CaregiverId = id,
            },
            today
        );
    }

    private void Plan(long id, int daysBefore, Func<Transaction, Task> happens)
    {
        var day = DemoOptions.LastDay.AddDays(-daysBefore);
        if (day > world.Options.FirstDay)
            world.Plan(
                day,
                new TimeOnly(14, 0),
                () =>
                    world.Database.WriteAsync(async transaction =>
                    {
                        // Who was erased by then draws nothing.
                        if (await CaregiverTable.Get(transaction, id) is not null)
                            await happens(transaction);
                    })
            );
    }

    /// <param name="said">Contact, initiative, importance, mood and energy, by their codes.</param>
    private static Tie Of(string name, HelperKind kind, Ring ring, string gives, string takes, string said)
    {
        var codes = said.Split(' ');
        return new Tie
        {
            Name = name,
            Kind = kind,
            Ring = ring,
            Gives = gives,
            Takes = takes,
            Contact = Codes.Find<ContactFrequency>(codes[0]),
            Initiative = Codes.Find<Initiative>(codes[1]),
            Importance = Codes.Find<Importance>(codes[2]),
            Mood = Codes.Find<Mood>(codes[3]),
            Energy = Codes.Find<Energy>(codes[4]),
        };
    }
}
