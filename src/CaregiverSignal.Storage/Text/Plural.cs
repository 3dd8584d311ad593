namespace CaregiverSignal.Text;

/// <summary>Which form of its words a language has for a whole number.</summary>
/// <remarks>Unicode CLDR 48, plural rules for cardinals, common/supplemental/plurals.xml, for whole numbers from 0;
/// what those rules call "other" has no name here.</remarks>
internal static class Plural
{
    /// <returns><c>Zero</c>, <c>One</c>, <c>Two</c>, <c>Few</c>, <c>Many</c>, or empty for all others.</returns>
    public static string Of(Language language, int count) =>
        language switch
        {
            Language.Polish => count switch
            {
                1 => "One",
                _ when IsFew(count) => "Few",
                _ => "Many",
            },
            Language.Arabic => (count, count % 100) switch
            {
                (0, _) => "Zero",
                (1, _) => "One",
                (2, _) => "Two",
                (_, >= 3 and <= 10) => "Few",
                (_, >= 11) => "Many",
                _ => "",
            },
            _ => count == 1 ? "One" : "",
        };

    /// <summary>All forms that a language has, besides that of the key itself.</summary>
    public static IReadOnlyList<string> FormsOf(Language language) =>
        language switch
        {
            Language.Polish => ["One", "Few", "Many"],
            Language.Arabic => ["Zero", "One", "Two", "Few", "Many"],
            _ => ["One"],
        };

    private static bool IsFew(int count) => count % 10 is >= 2 and <= 4 && count % 100 is not (>= 12 and <= 14);
}
