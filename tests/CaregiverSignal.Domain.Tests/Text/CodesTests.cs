namespace CaregiverSignal.Tests.Text;

public sealed class CodesTests
{
    private enum Weather
    {
        Sun,
        FirstFrost,

        [Code("rain and wind")]
        Storm,
    }

    [CodesAreNames]
    private enum Tide
    {
        HighWater,

        [Code("slack")]
        StandStill,
    }

    [Theory]
    [InlineData("sun", nameof(Weather.Sun))]
    [InlineData("first-frost", nameof(Weather.FirstFrost))]
    [InlineData("rain and wind", nameof(Weather.Storm))]
    public void A_code_is_the_name_with_hyphens_or_what_the_member_says_and_leads_back_to_it(string code, string name)
    {
        var member = Enum.Parse<Weather>(name);

        Assert.Equal(code, member.Code());
        Assert.Equal(member, Codes.Parse<Weather>(code));
        Assert.Equal(member, Codes.Find<Weather>(code));
    }

    [Fact]
    public void An_enum_may_say_that_its_codes_are_its_names_as_they_stand()
    {
        Assert.Equal(["HighWater", "slack"], Codes.All<Tide>());
        Assert.Equal(Tide.HighWater, Codes.Parse<Tide>("HighWater"));
        Assert.Null(Codes.Find<Tide>("high-water"));
        Assert.Null(Codes.Find<Tide>("highwater"));
    }

    [Theory]
    [InlineData("Sun")]
    [InlineData("firstfrost")]
    [InlineData("storm")]
    [InlineData("0")]
    [InlineData("")]
    public void A_text_that_is_no_code_is_no_member_however_like_a_name_it_is(string text)
    {
        Assert.ThrowsAny<FormatException>(() => Codes.Parse<Weather>(text));
        Assert.Null(Codes.Find<Weather>(text));
    }

    [Fact]
    public void A_number_without_a_name_has_no_code() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Weather)7).Code());

    [Fact]
    public void All_codes_are_in_the_order_of_the_members() =>
        Assert.Equal(["sun", "first-frost", "rain and wind"], Codes.All<Weather>());
}
