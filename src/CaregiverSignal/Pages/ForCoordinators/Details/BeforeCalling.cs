namespace CaregiverSignal.Pages.ForCoordinators.Details;

/// <summary>What to know before calling: the language, so that no child or neighbour has to interpret, and how to phone
/// safely.</summary>
public static class BeforeCalling
{
    private static readonly Texts Words = Texts.Of(typeof(DetailsModel));

    /// <param name="home">The carers' centre's own language.</param>
    /// <returns>Null if nothing.</returns>
    public static string? Of(PersonDetails details, Language home)
    {
        var known = new List<string>();
        if (details.Language != home.Code())
            known.Add(Words["Speaks", ("taal", DetailWords.Of("language", details.Language))]);
        if (details.Interpreter == true)
            known.Add(Words["WithInterpreter"]);
        if (details.SafeToCall is { } how)
            known.Add(DisplayText.Visible(how));
        return known.Count == 0 ? null : string.Join(' ', known);
    }
}
