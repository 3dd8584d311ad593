namespace CaregiverSignal.Tests.People;

/// <summary>Somebody is found by what is typed, however it is written.</summary>
public sealed class FindableTests
{
    private static readonly Findable Zoe = new(
        1,
        "N12",
        "Zoë",
        "van den Łukasz",
        "zoe@example.org",
        "06-12 34 56 78",
        "Größestraße 1, 1234 AB Ergens",
        1
    );

    [Theory]
    [InlineData("zoe")]
    [InlineData("ZOË")]
    [InlineData("Zoe\u0308")]
    [InlineData("lukasz")]
    [InlineData("zoe luk")]
    [InlineData("luk zoe")]
    [InlineData("n12")]
    [InlineData("ZOE@example")]
    [InlineData("grosses")]
    [InlineData("lukkasz")]
    [InlineData("grose")]
    [InlineData("1234 ab")]
    [InlineData("0612345678")]
    [InlineData("+31612345678")]
    [InlineData("+31 (0)6 12 34 56 78")]
    [InlineData("0031 6 12345678")]
    [InlineData("5678")]
    public void This_finds(string typed) => Assert.True(new PeopleSearch(typed).Matches(Zoe));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("anna")]
    [InlineData("zoe anna")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("0612345679")]
    [InlineData("+32 6 12345678")]
    public void This_does_not(string typed) => Assert.False(new PeopleSearch(typed).Matches(Zoe));

    [Theory]
    [InlineData("06-12 34 56 78", "0612345678")]
    [InlineData("+31612345678", "0612345678")]
    [InlineData("+31 (0)20 1234567", "0201234567")]
    [InlineData("0031-6-12345678", "0612345678")]
    [InlineData("+32 470 12 34 56", "0032470123456")]
    [InlineData("00 32 470 12 34 56", "0032470123456")]
    [InlineData("thuis", "")]
    public void Each_way_to_write_a_number_is_the_same_number(string written, string key) =>
        Assert.Equal(key, PhoneKey.Of(written));
}
