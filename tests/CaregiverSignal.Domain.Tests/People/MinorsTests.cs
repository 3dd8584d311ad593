namespace CaregiverSignal.Tests.People;

public sealed class MinorsTests
{
    [Theory]
    [InlineData("2008-03-11", "2026-03-10", true)]
    [InlineData("2008-03-10", "2026-03-10", false)]
    [InlineData("2008-02-29", "2026-02-28", true)]
    [InlineData("2008-02-29", "2026-03-01", false)]
    [InlineData("2010-03-01", "2028-02-29", true)]
    [InlineData("2010-02-28", "2028-02-29", false)]
    public void Somebody_is_under_18_until_the_eighteenth_birthday(string born, string day, bool isMinor) =>
        Assert.Equal(isMinor, Minors.Is(Some.Date(born), Some.Date(day)));

    [Fact]
    public void Whose_age_nobody_knows_counts_as_grown_up() => Assert.False(Minors.Is(null, Some.Date("2026-03-10")));
}
