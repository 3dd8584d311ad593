using System.Text;
using CaregiverSignal.Files;
using CaregiverSignal.Referrals;

namespace CaregiverSignal.Demo;

/// <summary>Made-up texts: caregivers' own words and coordinators' notes.</summary>
/// <remarks>Each list is used in turn, and nobody says the same twice: who has said it all writes nothing.</remarks>
public sealed class Words
{
    /// <summary>All that is told in a demo: lists of texts, counted from 1, and single ones.</summary>
    public static readonly Texts Story = Texts.Of("Demo.Story");

    private readonly Dictionary<string, int> turns = [];

    /// <summary>The service directory of the invented municipality, which somebody looked at two months ago.</summary>
    public static IReadOnlyList<Offer> Offers()
    {
        var faults = new List<Fault>();
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(Story["Offers"]));
        var offers = OfferFile.Read(file, "Demo.Story", DemoOptions.LastDay, faults);
        return faults.Count == 0
            ? [.. offers.Select(offer => offer with { CheckedOn = DemoOptions.LastDay.AddMonths(-2) })]
            : throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>The words that a caregiver writes with their answers.</summary>
    /// <param name="strain">0 to 1.</param>
    public string? OwnWords(Person person, double strain, bool asksForCall) =>
        Next(
            person,
            (person.Course, strain) switch
            {
                _ when asksForCall => "Asking",
                (Course.Devoted, _) => "Devoted",
                (Course.Recovering, < 0.5) => "Relieved",
                (_, < 0.5) when person.HelpedFrom is not null => "Relieved",
                (_, < 0.4) => "Light",
                (_, < 0.65) => "Middling",
                _ => "Heavy",
            }
        );

    /// <returns>What follows in a list; null for somebody of whom all of it was written.</returns>
    public string? Next(Person person, string list)
    {
        var texts = Enumerable.Range(1, 99).Select(n => $"{list}{n}").TakeWhile(Story.Has).ToList();
        for (var tries = 0; tries < texts.Count; tries++)
        {
            var turn = turns[list] = (turns.GetValueOrDefault(list, -1) + 1) % texts.Count;
            if (person.Said.Add(Story[texts[turn]]))
                return Story[texts[turn]];
        }

        return null;
    }
}
