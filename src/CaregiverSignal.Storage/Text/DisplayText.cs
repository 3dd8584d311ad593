using System.Globalization;
using System.Text;

namespace CaregiverSignal.Text;

/// <summary>Shows text by others as it is: characters that hide or reverse letters become visible marks.</summary>
public static class DisplayText
{
    /// <summary>Keeps line breaks; control and direction characters appear as their code, such as [U+202E].</summary>
    public static string Visible(string text)
    {
        // Most text has no such character.
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text;
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value == '\n' || !IsHidden(rune))
                shown.Append(rune);
            else
                shown.Append(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]");
        }

        return shown.ToString();
    }

    /// <summary>The start of a text, for a row with room for a sentence or two.</summary>
    public static string Short(string words)
    {
        const int Room = 140;
        if (words.Length <= Room)
            return words;
        var blank = words.LastIndexOf(' ', Room);
        return words[..(blank < Room / 2 ? Room : blank)] + " …";
    }

    /// <summary>First name and initial, or the support point's number.</summary>
    public static string Name(string person, string? firstName, string? lastName) =>
        Visible(
            firstName is null ? person
            : string.IsNullOrEmpty(lastName) ? firstName
            : $"{firstName} {Initial(lastName)}."
        );

    /// <summary>First and last name, or the support point's number.</summary>
    public static string FullName(string person, string? firstName, string? lastName) =>
        Visible(firstName is null ? person : $"{firstName} {lastName}".Trim());

    /// <summary>"D.V.", or the support point's number if the name is unknown. For page titles, which browsers show in
    /// tabs and keep in their history.</summary>
    public static string Initials(string person, string? firstName, string? lastName) =>
        Visible(
            string.IsNullOrEmpty(firstName) ? person
            : string.IsNullOrEmpty(lastName) ? $"{firstName.EnumerateRunes().First()}."
            : $"{firstName.EnumerateRunes().First()}.{Initial(lastName)}."
        );

    /// <summary>The initial after prefixes: "J" of "van der Jagt" and "'t Jong", "j" of "de jong".</summary>
    private static Rune Initial(string name) =>
        name.EnumerateRunes()
            .Where(Rune.IsUpper)
            .Append(name[(name.TrimEnd().LastIndexOf(' ') + 1)..].EnumerateRunes().First())
            .First();

    // Zero-width joiners belong to some scripts and to emoji; they hide nothing.
    private static bool IsHidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        && rune.Value is not (0x200C or 0x200D);
}
