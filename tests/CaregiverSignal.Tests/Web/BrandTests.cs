using CaregiverSignal.Configuration;

namespace CaregiverSignal.Tests.Web;

/// <summary>A house gives all pages its own look, by a file beside the store.</summary>
public sealed class BrandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_values_of_a_house_are_those_of_every_page_and_its_mark_is_shown()
    {
        folder.Write(
            Brand.FileName,
            "/* Gemeente */\n:root {\n  --brand-action: #7a1450;\n  --brand-radius: 0px;\n}\n"
        );
        folder.Write(Brand.MarkName, "<svg xmlns='http://www.w3.org/2000/svg'><circle r='1'/></svg>");
        using var site = Some.Installation(("Storage:Connection", $"Data Source={folder.Name}/a.db"));
        using var client = new HttpClient { BaseAddress = site.Address };

        var sheet = await client.GetStringAsync("/site.css", Some.Stop);

        Assert.Begins(":root{--brand-action:#7a1450;", sheet);
        Assert.Has("--brand-radius:0px;", sheet);
        Assert.Has("--brand-now:#9b1c1c;", sheet);
        Assert.Has("<circle r='1'/>", await client.GetStringAsync("/icon.svg", Some.Stop));
    }

    [Theory]
    [InlineData("--brand-action: red;", "line 2: '--brand-action: red'; a colour is #14507a")]
    [InlineData("--brand-acton: #7a1450;", "line 2: '--brand-acton: #7a1450' is none of --brand-action")]
    [InlineData("--brand-radius: 99px;", "a radius 0px to 24px")]
    [InlineData("--brand-font: url(https://elsewhere.example/f);", "a font names with commas")]
    [InlineData("body { display: none }", "line 2: 'body")]
    [InlineData("--brand-action: #ffee00;", "--brand-action on --brand-card has a contrast of 1.2; words need 4.5")]
    public void What_is_no_value_or_cannot_be_read_is_refused_with_its_line(string line, string problem)
    {
        folder.Write(Brand.FileName, $":root {{\n{line}\n}}\n");
        var faults = new List<(string File, string Problem)>();

        Brand.Read(folder.Name, faults);

        Assert.Contains(faults, fault => fault.Problem.Contains(problem, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.EndsWith(Brand.FileName, fault.File, StringComparison.Ordinal));
    }

    [Fact]
    public void A_mark_that_is_no_picture_is_refused()
    {
        folder.Write(Brand.MarkName, "GIF89a");
        var faults = new List<(string File, string Problem)>();

        Brand.Read(folder.Name, faults);

        Assert.Has("is no picture in SVG", Assert.Single(faults).Problem);
    }
}
