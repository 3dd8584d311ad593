using System.Xml.Linq;

namespace CaregiverSignal.Tests.Charts;

/// <summary>The verb that draws one caregiver's course.</summary>
public sealed class ChartVerbTests
{
    [Fact]
    public async Task A_machine_without_any_font_draws_the_same_and_all_of_it_in_Dutch()
    {
        using var folder = new ProgramFolder();
        folder.WriteLines("import/people.csv", "person,enrolled", "1,2026-01-05");
        folder.WriteLines("import/asked.csv", "person,date,instruments", "1,2026-01-05,srb", "1,2026-03-05,srb");
        folder.WriteLines(
            "import/answers.csv",
            "person,date,instrument,item,value",
            "1,2026-01-05,srb,burden,30",
            "1,2026-03-05,srb,burden,80"
        );
        folder.WriteLines("import/events.csv", "person,date,kind,by,note", "1,2026-02-05,Fall,caregiver,Op de trap.");
        await folder.RunAsync("import", folder.Path("import"));
        await folder.RunAsync("chart", "1", "--out", folder.Path("fonts.png"));
        folder.Environment["FONTCONFIG_FILE"] = folder.Write("fonts.conf", "<fontconfig></fontconfig>");

        await folder.RunAsync("chart", "1", "--out", folder.Path("none.png"));
        await folder.RunAsync("chart", "1", "--out", folder.Path("none.svg"));

        Assert.Equal(File.ReadAllBytes(folder.Path("fonts.png")), File.ReadAllBytes(folder.Path("none.png")));
        var words = XElement.Load(folder.Path("none.svg")).Descendants().Where(one => one.Name.LocalName == "text");
        Assert.Equal(
            ["Hoe zwaar het voelt (0 tot 100)", "Wat er gebeurde", "gevallen, of bijna"],
            words.Select(one => one.Value).Where(text => text.Contains(' ')).Order(StringComparer.Ordinal)
        );
    }
}
