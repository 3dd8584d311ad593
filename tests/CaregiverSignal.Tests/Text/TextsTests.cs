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

    [Fact]
    public void A_tag_with_a_country_is_its_language_and_another_tongue_is_none()
    {
        Assert.Equal(Language.English, Languages.Of("en-GB"));
        Assert.Null(Languages.Of("xx-NL"));
    }
}
