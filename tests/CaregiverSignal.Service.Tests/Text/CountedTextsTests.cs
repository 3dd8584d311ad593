using System.Xml.Linq;

namespace CaregiverSignal.Tests.Text;

/// <summary>"1 melding" and "2 meldingen", in every text of a page, a mail and a command.</summary>
public sealed partial class CountedTextsTests
{
    /// <summary>Words behind a number that it does not count.</summary>
    private static readonly string[] NoCount =
    [
        "als",
        "deze",
        "en",
        "gevonden",
        "is",
        "liggen",
        "open",
        "volgen",
        "weten",
    ];

    /// <summary>Texts whose number is never one, and why.</summary>
    private static readonly Dictionary<string, string> NeverOne = new(StringComparer.Ordinal)
    {
        ["AnsweredPage More"] = "a list has two questions at least: a single one stands on the page",
        ["CaseModel Agreement.interval"] = "only longer than a month can be chosen",
        ["MoreModel Last.Hint"] = "a constant",
        ["MoreModel What.interval"] = "only longer than a month can be chosen",
        ["DetailsModel Error.Line"] = "a constant",
        ["ListModel Upload.Hint"] = "a constant",
        ["ListModel Problem.too-many-rows"] = "a constant",
        ["ListModel Name.Wrong"] = "a constant",
        ["EraseMeModel Then"] = "a constant",
        ["EraseModel Asked"] = "a constant",
        ["StaffLayout AsFile.Cut"] = "a constant",
        ["EnrolmentMail NotYou"] = "a constant",
        ["EnrolModel Then"] = "a constant",
        ["EntryModel Record.Part"] = "a part of what was asked",
        ["SettingGroupModel Sure"] = "from 30 on",
        ["HelpWords Weeks"] = "from two weeks on",
        ["CaseModel InPlace.Rest"] = "from two on: one more needs no fold",
        ["CaseModel InPlace.ToScreen"] = "from two on: one more needs no fold",
        ["CheckInPageModel Ask"] = "a list has two questions at least: a single one stands on the page",
        ["CheckInPageModel StepByStep"] = "shown for more than one",
        ["LimitsModel Read"] = "five hundred, of more",
        ["NetworkShown Error.Most"] = "a constant",
        ["PeopleModel FoundMore"] = "a page full",
        ["PrivacyModel TermMonths"] = "from three on",
        ["Reasons dwindling-support"] = "two falls at least",
        ["Reasons dwindling-support.Below"] = "two falls at least",
        ["CaseModel Rest"] = "from two on: one more day needs no fold",
        ["CaseModel ToScreen"] = "from two on: one more day needs no fold",
        ["ResultModel Offered"] = "a list has two questions at least: a single one stands on the page",
        ["Shared LessOftenTitle"] = "only longer than a month can be chosen",
        ["ConcernReportModel CloseWhat"] = "a constant",
        ["OptOutPage Choice.maanden"] = "only longer than a month can be chosen",
        ["CaseModel HoursForMore"] = "for more than one",
        ["ConcernModel Then3"] = "a constant",
        ["YoungerModel Kept"] = "a constant",
    };

    [Fact]
    public void A_text_that_counts_has_another_for_exactly_one()
    {
        var lacking = new List<string>();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (file, _) in SourceTree.DutchTexts())
        {
            var texts = XDocument
                .Load(file)
                .Root!.Elements("data")
                .ToDictionary(element => element.Attribute("name")!.Value, element => element.Element("value")!.Value);
            foreach (var (key, text) in texts)
            {
                if (!Counts(text))
                    continue;
                var name = $"{Path.GetFileNameWithoutExtension(file)} {key}";
                used.Add(name);
                if (!NeverOne.ContainsKey(name) && !IsTwin(texts, key) && !IsOfFiles(file))
                    lacking.Add($"{name}: {text}");
            }
        }

        Assert.Empty(lacking);
        Assert.DoesNotContain(NeverOne.Keys, name => !used.Contains(name));
    }

    [Fact]
    public void One_is_said_as_one()
    {
        var words = Texts.Of(typeof(CaregiverSignal.Web.Fields.Typed));

        Assert.Ends("ongeveer 1 letter korter.", words.Counted("TooLong", 1));
        Assert.Ends("ongeveer 2 letters korter.", words.Counted("TooLong", 2));
    }

    private static bool IsTwin(Dictionary<string, string> texts, string key) =>
        key.EndsWith("One", StringComparison.Ordinal)
        || texts.ContainsKey(key + "One")
        || texts.ContainsKey(key + ".One");

    /// <summary>Faults of files count what is too long, or is allowed.</summary>
    private static bool IsOfFiles(string file) => Path.GetFileName(file) == "FaultWords.resx";

    /// <summary>A number with a word of more than one behind it, or a verb of more than one beside it.</summary>
    private static bool Counts(string text) =>
        Counted().Matches(text).Any(found => !NoCount.Contains(found.Groups["what"].Value)) || Verb().IsMatch(text);

    [GeneratedRegex(
        @"\{(?!(antwoord|dag|datum|naam|tarief|tijd|voornaam|wat|wie)\})\w+\} (?:(?:dringende|eerste|korte|nieuwe|verzonnen) )?(?<what>[a-zë]+(?:en|s))\b",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Counted();

    [GeneratedRegex(
        @"\{(n|m|aantal)\} (van hen )?zijn\b|\bzijn er (nu )?\{(n|m|aantal)\}",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Verb();
}
