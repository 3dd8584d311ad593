using CaregiverSignal.Demo;
using FsCheck.Fluent;

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
    [InlineData("vandenlukas")]
    [InlineData("van der lukasz")]
    [InlineData("1234ab")]
    public void This_finds(string typed) => Assert.Single(Found(typed, Zoe));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("anna")]
    [InlineData("zoe anna")]
    [InlineData("van der")]
    [InlineData("zeo")]
    [InlineData("n13")]
    [InlineData("1243")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("0612345679")]
    [InlineData("+32 6 12345678")]
    [InlineData("zzzz")]
    public void This_does_not(string typed) => Assert.Empty(Found(typed, Zoe));

    [Theory]
    [InlineData("Dykstra", "Dijkstra")]
    [InlineData("Cruyff", "Kruijf")]
    [InlineData("Meyer", "Meijer")]
    [InlineData("Stefan", "Stephan")]
    [InlineData("Jacobs", "Jakobsz")]
    [InlineData("Brant", "Brand")]
    [InlineData("Vliet", "van der Vliet")]
    [InlineData("van Vliet", "Vliet")]
    [InlineData("van den Vliet", "van der Vliet")]
    [InlineData("Vandervliet", "van der Vliet")]
    [InlineData("Jansen Bakker", "Jansen-Bakker")]
    [InlineData("s Gravesande", "’s-Gravesande")]
    [InlineData("Jasnen", "Janssen")]
    [InlineData("Hansen", "Jansen")]
    [InlineData("Janen", "Jansen")]
    [InlineData("Janseen", "Jansen")]
    [InlineData("Jamsen", "Jansen-Bakker")]
    public void A_name_that_is_mistyped_finds_its_owner(string typed, string name) =>
        Assert.Single(Found(typed, Named(name)));

    [Fact]
    public void Where_somebody_is_called_so_nobody_is_found_who_nearly_is() =>
        Assert.Equal("Hansen", Assert.Single(Found("hanse", Named("Jansen"), Named("Hansen"))).LastName);

    [Theory]
    [InlineData("Jansen", false)]
    [InlineData("Janzen", false)]
    [InlineData("Hansen", true)]
    public void It_is_known_whether_somebody_is_called_so_or_only_nearly(string typed, bool isNearly)
    {
        var search = new PeopleSearch(typed);
        Assert.Single(search.Among([Named("Jansen")]));
        Assert.Equal(isNearly, search.IsNearly);
    }

    [Theory]
    [InlineData("bakker", "Bakker", "Bakkerman", "Roggebakker")]
    [InlineData("bakkr", "Bakker", "Bakkerman")]
    [InlineData("anna bakker", "Bakker", "Bakkerman")]
    [InlineData("bkaker", "Bakker", "Bakkerman")]
    public void Who_is_called_most_like_it_comes_first(string typed, params string[] names) =>
        Assert.Equal(names, Found(typed, [.. names.Reverse().Select(Named)]).Select(findable => findable.LastName!));

    /// <summary>
    /// Of the people of a demo: whatever letter of a name is left out, swapped, added or wrong. Two that sound as one, or
    /// do so once what is between them is left out, count double, so names with those are not among them.
    /// </summary>
    [Fact]
    public void One_wrong_letter_in_any_long_name_finds_its_owner() =>
        Law.Holds(
            from name in Gen.Elements(Single)
            from place in Gen.Choose(0, 100)
            from letter in Gen.Elements("abdefgklmnorstuvwxz".ToCharArray())
            from way in Gen.Choose(0, 3)
            select (name, place, letter, way),
            pair =>
            {
                var name = pair.name;
                var at = pair.place % (name.Length - 1);
                var (before, after) = (name[..at], name[(at + 1)..]);
                var typed = pair.way switch
                {
                    0 => before + after,
                    1 => before + after[0] + name[at] + after[1..],
                    2 => before + pair.letter + name[at..],
                    _ => before + pair.letter + after,
                };
                return Found(typed, Named(name)).Count == 1;
            }
        );

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

    private static readonly string[] Single =
    [
        .. Enumerable
            .Range(0, DemoOptions.MostCaregivers)
            .Select(number => Names.Of(number).Last)
            .Distinct()
            .Where(name => !name.Contains("ij") && HasNoPair(name, 1) && HasNoPair(name, 2)),
    ];

    private static bool HasNoPair(string name, int apart) =>
        name.Zip(name[apart..]).All(pair => pair.First != pair.Second);

    private static IReadOnlyList<Findable> Found(string typed, params Findable[] people) =>
        new PeopleSearch(typed).Among(people);

    private static Findable Named(string name) => new(1, "7", "Anna", name, null, null, null, 1);
}
