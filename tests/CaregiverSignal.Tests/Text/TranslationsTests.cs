using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace CaregiverSignal.Tests.Text;

/// <summary>The files of other languages beside those in Dutch.</summary>
public sealed partial class TranslationsTests
{
    [Fact]
    public void A_translation_has_only_texts_of_its_Dutch_file_each_once_with_the_same_places_to_fill_in()
    {
        var faults = new List<string>();
        foreach (var (path, name) in SourceTree.Files("*.resx"))
        {
            if (SourceTree.LanguageOf(path) is not { } tag)
                continue;
            if (Codes.Find<Language>(tag) is not { } language)
            {
                faults.Add($"{name}: '{tag}' is no language of the program");
                continue;
            }

            var dutch = Read(path.Replace($".{tag}.resx", ".resx", StringComparison.Ordinal))
                .ToDictionary(text => text.Key, text => text.Value);
            var translated = Read(path).ToList();
            faults.AddRange(
                translated
                    .GroupBy(text => text.Key)
                    .Where(same => same.Count() > 1)
                    .Select(same => $"{name}: {same.Key} is there twice")
            );
            faults.AddRange(
                translated
                    .Where(text => string.IsNullOrWhiteSpace(text.Value))
                    .Select(text => $"{name}: {text.Key} is empty")
            );
            foreach (var (key, text) in translated)
            {
                if (DutchOf(key, language, dutch) is not { } original)
                    faults.Add($"{name}: {key} is not in Dutch");
                else if (
                    !Places(text).SetEquals(Places(original))
                    && !(Counts(key, language, dutch) && Places(text).IsSubsetOf(Places(original)))
                )
                    faults.Add($"{name}: {key} has other places: {text}");
            }
        }

        Assert.Empty(faults);
    }

    /// <summary>The languages of which nothing lacks; they stay so.</summary>
    private static readonly Language[] Complete =
    [
        Language.English,
        Language.Turkish,
        Language.Polish,
        Language.Arabic,
    ];

    [Fact]
    public void A_language_that_is_complete_stays_so_and_what_another_lacks_is_found()
    {
        var lacking = Faults(Language.Turkish).ToList();

        Assert.Empty(Complete.SelectMany(Faults));
        Assert.True(
            Complete.Contains(Language.Turkish)
                || lacking.Exists(fault => fault.EndsWith(" is missing", StringComparison.Ordinal))
        );

        static IEnumerable<string> Faults(Language language) => Translations.FaultsOf(language, Projects.All);
    }

    [Fact]
    public void Each_beginning_of_what_caregivers_read_is_that_of_a_text()
    {
        var files = Projects
            .All.SelectMany(assembly => assembly.GetManifestResourceNames())
            .Where(name => name.EndsWith(".resources", StringComparison.Ordinal))
            .Select(name => name["CaregiverSignal.".Length..])
            .ToList();

        Assert.DoesNotContain(
            Translations.OfCaregivers,
            beginning =>
                !files.Exists(file =>
                    beginning.StartsWith(file[..^"resources".Length], StringComparison.Ordinal)
                    || file.StartsWith(beginning, StringComparison.Ordinal)
                )
        );
    }

    [Fact]
    public void A_text_that_was_left_in_Dutch_is_found_and_the_order_of_a_day_or_a_word_in_English_is_none()
    {
        Assert.True(Translations.IsDutch(Language.Turkish, "Save", "Bewaar", "Bewaar"));
        Assert.True(Translations.IsDutch(Language.English, "Line", "Sinds {dag}: de zorg", "Sinds {dag}: de zorg"));
        Assert.False(Translations.IsDutch(Language.Turkish, "Save", "Kaydet", "Bewaar"));
        Assert.False(Translations.IsDutch(Language.Turkish, "Line", "{dag}: {wat}.", "{dag}: {wat}."));
        Assert.False(Translations.IsDutch(Language.Polish, "Format.Day", "d MMMM yyyy", "d MMMM yyyy"));
        Assert.False(Translations.IsDutch(Language.English, "Team", "Team", "Team"));
    }

    /// <summary>Its questions may lack, where nobody published a translation.</summary>
    [Fact]
    public void The_name_of_each_list_and_scale_and_each_band_is_in_every_language() =>
        Assert.All(
            Directory
                .GetFiles(Path.Combine(Some.Root, "questionnaires"), "*-v?.json")
                .SelectMany(path => Names(JsonNode.Parse(File.ReadAllText(path))!.AsObject())),
            name => Assert.All(["nl", "en", "tr", "ar", "pl"], tag => Assert.NotEmpty((string?)name![tag] ?? ""))
        );

    private static IEnumerable<JsonNode?> Names(JsonObject instrument) =>
        instrument["scales"]
            ?.AsArray()
            .SelectMany(scale =>
                (scale!["bands"]?.AsArray() ?? []).Select(band => band!["label"]).Append(scale["name"])
            )
            .Append(instrument["name"])
        ?? [instrument["name"]];

    [Fact]
    public void A_question_is_asked_in_the_language_of_its_reader_and_in_Dutch_where_that_lacks()
    {
        var text = new LocalText("moe", "tired") { Tr = "yorgun" };

        Assert.Equal("yorgun", Languages.In(Language.Turkish, () => text.Here));
        Assert.Equal("moe", Languages.In(Language.Polish, () => text.Here));
        Assert.Equal("moe", Languages.In(Language.YoungDutch, () => text.Here));
        Assert.Equal("tired", Languages.In(Language.English, () => text.Here));
    }

    [Theory]
    [InlineData("en", "Tuesday 3 March 2026 2.5")]
    [InlineData("nl-x-je", "dinsdag 3 maart 2026 2,5")]
    [InlineData("tr", "Salı 3 Mart 2026 2,5")]
    [InlineData("pl", "wtorek 3 marca 2026 2,5")]
    [InlineData("ar", "الثلاثاء 3 مارس 2026 2,5")]
    public void Days_and_numbers_are_written_as_in_the_language_with_digits_that_everybody_here_reads(
        string tag,
        string written
    )
    {
        using var _ = Languages.Speak(Codes.Parse<Language>(tag));

        var (day, number) = (new DateOnly(2026, 3, 3), Texts.Number(2.5));
        Assert.Equal(written, $"{day.ToString("dddd d MMMM yyyy", Languages.Culture)} {number}");
        Assert.NotEmpty(Texts.Day(day) + Texts.DayOfWeek(day) + Texts.Month(day) + Texts.Time(new TimeOnly(9, 30)));
    }

    [Fact]
    public void What_a_language_lacks_is_said_in_Dutch_and_a_language_ends_where_it_was_spoken()
    {
        var words = Texts.Of("Invitations.CaregiverLetters");
        var dutch = words["GreetingWithoutName"];
        using (Languages.Speak(Language.Turkish))
        {
            Assert.Equal(Language.Turkish, Languages.Current);
            Assert.NotEmpty(words["GreetingWithoutName"]);
        }

        Assert.Equal(Language.Dutch, Languages.Current);
        Assert.Equal(dutch, words["GreetingWithoutName"]);
        Assert.Equal(
            "Nederlands English Türkçe العربية Polski",
            string.Join(' ', Languages.ToChoose.Select(language => language.OwnName()))
        );
    }

    /// <summary>The Dutch text under a key, or the one whose further form it is.</summary>
    private static string? DutchOf(string key, Language language, Dictionary<string, string> dutch) =>
        dutch.GetValueOrDefault(key)
        ?? Plural
            .FormsOf(language)
            .Where(form => key.EndsWith(form, StringComparison.Ordinal))
            .Select(form => dutch.GetValueOrDefault(key[..^form.Length]))
            .FirstOrDefault();

    /// <summary>Whether a text is the form for a number that may go unsaid, as in "one day".</summary>
    private static bool Counts(string key, Language language, Dictionary<string, string> dutch) =>
        Plural
            .FormsOf(language)
            .Any(form => key.EndsWith(form, StringComparison.Ordinal) && dutch.ContainsKey(key[..^form.Length]));

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(found => found.Value)];

    private static IEnumerable<(string Key, string Value)> Read(string path) =>
        XDocument
            .Load(path)
            .Root!.Elements("data")
            .Select(element => ((string)element.Attribute("name")!, (string)element.Element("value")!));

    [GeneratedRegex(@"\{[A-Za-z0-9]+\}")]
    private static partial Regex Place();
}
