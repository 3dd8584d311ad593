using System.Text;

namespace CaregiverSignal.People;

/// <summary>Words typed to find a person.</summary>
internal sealed class PeopleSearch(string text)
{
    /// <summary>In a shorter word no letter may differ (our choice).</summary>
    private const int Long = 4;

    /// <summary>Farther apart than any two similar words.</summary>
    private const int Unlike = 10_000;

    /// <summary>Prefixes of surnames, as they sound.</summary>
    private static readonly HashSet<string> Before = ["van", "te", "ter", "ten", "het", "t"];

    private readonly string[] words = Heard(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private readonly string? phone = PhoneKey.Is(text) ? PhoneKey.Of(text) : null;

    /// <summary>Whether the result is only similar names, without an exact match.</summary>
    public bool IsNearly { get; private set; }

    /// <summary>People whose name, number, email address or postal address, as it sounds, contains each word, or whose
    /// phone number contains the whole. If there are none, people for whom one letter or a prefix differs. An empty
    /// search finds nobody; the best match comes first.</summary>
    public IReadOnlyList<Findable> Among(IReadOnlyList<Findable> people)
    {
        var found = Among(people, nearly: false);
        if (found.Count > 0 || words.All(Before.Contains))
            return found;
        IsNearly = true;
        return Among(people, nearly: true);
    }

    private List<Findable> Among(IReadOnlyList<Findable> people, bool nearly) =>
        [.. from person in people let away = Away(person, nearly) where away < Unlike orderby away select person];

    /// <summary>The distance between a person's name and the words, from 0.</summary>
    private int Away(Findable person, bool nearly)
    {
        if (
            phone is not null
            && person.Phone is not null
            && PhoneKey.Of(person.Phone).Contains(phone, StringComparison.Ordinal)
        )
            return 0;
        var known = Heard(
            string.Join(' ', person.Person, person.FirstName, person.LastName, person.Email, person.PostalAddress)
        );
        // Names are written with and without spaces.
        string[] heard = [.. known.Split(' '), Heard(known.Replace(" ", "", StringComparison.Ordinal))];
        return words.Length == 0
            ? Unlike
            : words.Sum(typed => nearly && Before.Contains(typed) ? 0 : heard.Min(word => Away(typed, word, nearly)));
    }

    private static int Away(string typed, string word, bool nearly) =>
        word.IndexOf(typed, StringComparison.Ordinal) switch
        {
            0 => word.Length == typed.Length ? 0 : 1,
            > 0 => 2,
            _ when nearly && typed.Length >= Long && typed.All(char.IsLetter) && IsNear(typed, word) => 3
                + Math.Abs(word.Length - typed.Length),
            _ => Unlike,
        };

    /// <summary>Whether a word begins with what was typed, allowing one letter to differ, be added, missing or
    /// swapped.</summary>
    private static bool IsNear(string typed, string word)
    {
        var same = typed.AsSpan().CommonPrefixLength(word);
        return Goes(same + 1, same + 1)
            || Goes(same + 1, same)
            || Goes(same, same + 1)
            || (Goes(same + 2, same + 2) && typed[same] == word[same + 1] && typed[same + 1] == word[same]);

        bool Goes(int from, int at) =>
            from <= typed.Length && at <= word.Length && word.AsSpan(at).StartsWith(typed.AsSpan(from));
    }

    /// <summary>As it sounds, in words of letters and digits: y is ij, ph is f, c is k, d is t, z is s, and double
    /// letters are single.</summary>
    private static string Heard(string text)
    {
        var (heard, isTwice) = (new StringBuilder(text.Length), false);
        var folded = NormalizedText
            .Of(text)
            .Replace("ph", "f", StringComparison.Ordinal)
            .Replace("ij", "i", StringComparison.Ordinal);
        foreach (var letter in folded)
        {
            var sound = letter switch
            {
                'y' => 'i',
                'c' => 'k',
                'd' => 't',
                'z' => 's',
                _ => char.IsLetterOrDigit(letter) ? letter : ' ',
            };
            isTwice = heard.Length > 0 && heard[^1] == sound && !char.IsDigit(sound) && (sound == ' ' || !isTwice);
            if (!isTwice)
                heard.Append(sound);
        }

        return heard.ToString();
    }
}
