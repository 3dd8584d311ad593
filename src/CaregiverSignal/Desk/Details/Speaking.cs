using CaregiverSignal.People;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Desk.Details;

/// <summary>What whoever calls has to know of the language, so that no child or neighbour has to interpret.</summary>
public static class Speaking
{
    private static readonly Texts Words = Texts.Of(typeof(Speaking));

    /// <returns>Null for who speaks Dutch and needs no interpreter.</returns>
    public static string? Of(string language, bool interpreter)
    {
        var known = new List<string>();
        if (language != "nl")
            known.Add(Words["Speaks", ("taal", DetailsPageModel.WordsOf("language", language))]);
        if (interpreter)
            known.Add(Words["Interpreter"]);
        return known.Count == 0 ? null : string.Join(' ', known);
    }

    /// <summary>The same of some caregivers; without those of whom there is nothing to know.</summary>
    public static IReadOnlyDictionary<long, string> OfAll(Transaction transaction, IReadOnlyCollection<long> ids) =>
        PersonDetailsTable
            .Spoken(transaction, ids)
            .ToDictionary(one => one.Id, one => Of(one.Language, one.Interpreter)!);
}
