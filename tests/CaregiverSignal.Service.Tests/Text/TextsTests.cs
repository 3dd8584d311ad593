namespace CaregiverSignal.Tests.Text;

/// <summary>Texts with places to fill in.</summary>
public sealed class TextsTests
{
    [Fact]
    public void What_looks_like_a_place_to_fill_in_stays_when_it_came_from_somebody()
    {
        var greeting = Texts.Of("Invitations.CaregiverLetters");

        Assert.Equal("Beste {telefoon},", greeting["Greeting", ("voornaam", "{telefoon}"), ("telefoon", "088")]);
        Assert.Equal("Beste {0} {{x}} %s,", greeting["Greeting", ("voornaam", "{0} {{x}} %s")]);
        Assert.Throws<KeyNotFoundException>(() => greeting["Greeting", ("telefoon", "088")]);
    }

    [Theory]
    [InlineData("2026-10-23", "23 oktober")]
    [InlineData("2026-04-24", "24 april")]
    [InlineData("2026-04-23", "23 april 2026")]
    [InlineData("2026-01-05", "5 januari 2026")]
    [InlineData("2027-04-22", "22 april")]
    [InlineData("2027-04-23", "23 april 2027")]
    public void A_day_within_half_a_year_needs_no_year(string day, string written) =>
        Assert.Equal(
            written,
            Texts.Day(DateOnly.Parse(day, CultureInfo.InvariantCulture), today: new DateOnly(2026, 10, 23))
        );

    [Fact]
    public void A_tag_with_a_country_is_its_language_and_another_tongue_is_none()
    {
        Assert.Equal(Language.English, Languages.Of("en-GB"));
        Assert.Null(Languages.Of("xx-NL"));
    }
}
