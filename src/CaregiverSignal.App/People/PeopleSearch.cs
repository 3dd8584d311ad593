namespace CaregiverSignal.People;

/// <summary>What somebody typed to find a person.</summary>
public sealed class PeopleSearch(string text)
{
    private readonly string[] words = Heard(text)
        .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private readonly string? phone = PhoneKey.Is(text) ? PhoneKey.Of(text) : null;

    /// <summary>
    /// Whether each word is part of the name, own number, mail address or postal address as it sounds, or the whole of
    /// it part of the phone number. Nobody matches a search without a word.
    /// </summary>
    public bool Matches(Findable person)
    {
        if (
            phone is not null
            && person.Phone is not null
            && PhoneKey.Of(person.Phone).Contains(phone, StringComparison.Ordinal)
        )
            return true;
        if (words.Length == 0)
            return false;
        var known = Heard(
            string.Join(' ', person.Person, person.FirstName, person.LastName, person.Email, person.PostalAddress)
        );
        return Array.TrueForAll(words, word => known.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>As it sounds: a letter that is written twice is one, as in Zomaarink and Zomarink.</summary>
    private static string Heard(string text)
    {
        var folded = Folded.Of(text);
        return string.Concat(
            folded.Where((letter, place) => place == 0 || letter != folded[place - 1] || !char.IsLetter(letter))
        );
    }
}
