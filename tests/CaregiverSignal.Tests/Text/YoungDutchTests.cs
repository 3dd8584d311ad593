using System.Xml.Linq;
using CaregiverSignal.Pages.ForCaregivers.OwnPage;

namespace CaregiverSignal.Tests.Text;

/// <summary>Who is 16 or 17 is addressed with "je", in each text that addresses others with "u".</summary>
public sealed partial class YoungDutchTests
{
    /// <summary>Where texts stand that caregivers read, on pages and in mails.</summary>
    private static readonly string[] Rooms =
    [
        "CaregiverSignal/Pages/ForCaregivers/Answers",
        "CaregiverSignal/Pages/ForCoordinators/Letters",
        "CaregiverSignal/Pages/ForCoordinators/Plans",
        "CaregiverSignal/Pages/ForCaregivers/OwnPage",
        "CaregiverSignal/Pages/ForCaregivers/Enrolments",
        "CaregiverSignal/Pages/ForCaregivers/Feedback",
        "CaregiverSignal/Pages/ForEverybody/Privacy",
        "CaregiverSignal/Pages/Shared/Networks",
        "CaregiverSignal/Web",
        "CaregiverSignal.Care/Invitations",
        "CaregiverSignal.Care/Enrolments",
        "CaregiverSignal.Care/Feedback",
        "CaregiverSignal.Care/Trends",
        "CaregiverSignal.Exchange/Charts",
    ];

    /// <summary>Read by staff alone.</summary>
    private static readonly string[] Others = ["LettersModel.resx"];

    [Fact]
    public void Who_is_16_or_17_reads_je() =>
        Assert.Equal(
            "Vraag een link naar je pagina",
            Languages.In(Language.YoungDutch, () => Texts.Of(typeof(AskLinkModel))["Title"])
        );

    [Fact]
    public void Each_text_of_theirs_with_u_has_one_with_je_and_that_has_no_u()
    {
        var faults = new List<string>();
        var addressed = 0;
        foreach (var (path, name) in SourceTree.Files("*.resx"))
        {
            if (
                SourceTree.LanguageOf(path) is not null
                || !Rooms.Any(room => path.Replace('\\', '/').Contains($"src/{room}/", StringComparison.Ordinal))
                || Others.Contains(Path.GetFileName(path))
            )
                continue;
            var young = Read(path.Replace(".resx", ".nl-x-je.resx", StringComparison.Ordinal));
            foreach (var (key, text) in Read(path).Where(entry => Addressed().IsMatch(entry.Value)))
            {
                addressed++;
                if (!young.TryGetValue(key, out var je))
                    faults.Add($"{name}: {key} has no text with je: {text}");
                else if (Addressed().IsMatch(je))
                    faults.Add($"{name}: {key} still says u: {je}");
            }
        }

        Assert.Empty(faults);
        Assert.True(addressed > 100, "No texts were found.");
    }

    [Fact]
    public void What_they_are_asked_says_je_too()
    {
        string[] asked = ["opening", "srb", "volhoudtijd", "aftercare"];

        Assert.All(
            asked.SelectMany(key => Some.Instruments.Newest(key).Items),
            item => Assert.DoesNotMatch(Addressed(), Languages.In(Language.YoungDutch, () => item.Text.Here))
        );
    }

    private static Dictionary<string, string> Read(string path) =>
        File.Exists(path)
            ? XDocument
                .Load(path)
                .Root!.Elements("data")
                .ToDictionary(element => element.Attribute("name")!.Value, element => element.Element("value")!.Value)
            : [];

    [GeneratedRegex(@"(?<![{\w])[Uu](w|zelf)?(?![\w}])")]
    private static partial Regex Addressed();
}
