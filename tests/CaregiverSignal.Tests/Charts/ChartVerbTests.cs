using System.Xml.Linq;

namespace CaregiverSignal.Tests.Charts;

/// <summary>The verb that draws one caregiver's course.</summary>
public sealed class ChartVerbTests
{
    [Fact]
    public async Task A_machine_without_any_font_draws_the_same_and_all_of_it_in_Dutch()
    {
        using var folder = await Imported();
        await folder.RunAsync("chart", "1", "--out", folder.Path("fonts.png"));
        folder.Environment["FONTCONFIG_FILE"] = folder.Write("fonts.conf", "<fontconfig></fontconfig>");

        await folder.RunAsync("chart", "1", "--out", folder.Path("none.png"));

        Assert.Equal(File.ReadAllBytes(folder.Path("fonts.png")), File.ReadAllBytes(folder.Path("none.png")));
        Assert.Equal(
            [
                "0–100, hoger = zwaarder",
                "Hoe zwaar het voelt",
                "Wat er gebeurde",
                "feb 2026",
                Dutch("EventWords.Kind.Fall") + ", 5 feb",
                "was: 30",
                "zwaar: vanaf 60",
            ],
            await Words(folder)
        );
    }

    [Fact]
    public async Task Where_no_language_is_said_people_and_figures_have_that_of_the_support_point()
    {
        const string English = "--SupportPoint:Language=en";
        using var folder = await Imported(English);

        await folder.RunAsync("export", "--out", folder.Path("export"), English);

        Assert.Has(",en,", File.ReadAllText(folder.Path("export/people.csv")));
        Assert.Equal(
            [
                "0–100, higher = heavier",
                "Feb 2026",
                "How heavy it feels",
                "What happened",
                "a fall, or nearly, 5 Feb",
                "heavy: from 60",
                "was: 30",
            ],
            await Words(folder, English)
        );
        Assert.Equal(
            [
                "0–100, wyżej = ciężej",
                "Co się działo",
                "Jak ciężko jest",
                "było: 30",
                "ciężko: od 60",
                "lut 2026",
                "upadek albo prawie upadek",
            ],
            await Words(folder, English, "--language", "pl")
        );
    }

    /// <summary>The sentences in somebody's figure.</summary>
    private static async Task<IEnumerable<string>> Words(ProgramFolder folder, params string[] more)
    {
        var file = folder.Path("figure.svg");
        await folder.RunAsync(["chart", "1", "--out", file, .. more]);
        return XElement
            .Load(file)
            .Descendants()
            .Where(element => element.Name.LocalName == "text" && element.Value.Contains(' '))
            .Select(element => element.Value)
            .Order(StringComparer.Ordinal);
    }

    private static async Task<ProgramFolder> Imported(params string[] settings)
    {
        var folder = new ProgramFolder();
        folder.WriteLines("import/people.csv", "person,enrolled", "1,2026-01-05");
        folder.WriteLines("import/asked.csv", "person,date,instruments", "1,2026-01-05,srb", "1,2026-03-05,srb");
        folder.WriteLines(
            "import/answers.csv",
            "person,date,instrument,item,value",
            "1,2026-01-05,srb,burden,30",
            "1,2026-03-05,srb,burden,80"
        );
        folder.WriteLines("import/events.csv", "person,date,kind,by,note", "1,2026-02-05,Fall,caregiver,Op de trap.");
        await folder.RunAsync(["import", folder.Path("import"), .. settings]);
        return folder;
    }
}
