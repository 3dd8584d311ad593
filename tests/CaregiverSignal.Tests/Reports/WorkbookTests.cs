using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using CaregiverSignal.Files;

namespace CaregiverSignal.Tests.Reports;

/// <summary>A list as a spreadsheet, opened by what did not write it.</summary>
public sealed class WorkbookTests : IDisposable
{
    private static readonly ListFile list = new(
        "Wie 't [lang] al volhoudt: 2026/2027, en nog veel meer?",
        ["Naam", "Uren", "Dag", "Om", "Wat"],
        [
            ["Zoë 👩\u200D👧 Ünal", 12L, new DateOnly(2026, 3, 31), new DateTime(2026, 3, 31, 9, 30, 0), "<&>\"'"],
            ["=1+1", 2.5, null, null, "-2+3|cmd"],
            ["a\u0001b\uFFFE\uD800", null, null, null, new string('n', 200)],
            ["  Dit is alles"],
        ]
    );

    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task Days_and_numbers_are_themselves_and_every_text_is_whole()
    {
        var (name, widths, rows) = Assert.Single(Workbooks.Sheets(await list.AsAsync(ListFile.Xlsx)));

        Assert.Equal("Wie t lang al volhoudt 2026202…", name);
        Assert.Equal(list.Columns, rows[0]);
        Assert.Equal(
            [
                "Zoë 👩\u200D👧 Ünal",
                12.0,
                new DateTime(2026, 3, 31, 0, 0, 0, DateTimeKind.Unspecified),
                new DateTime(2026, 3, 31, 9, 30, 0, DateTimeKind.Unspecified),
                "<&>\"'",
            ],
            rows[1]
        );
        Assert.Equal(["'=1+1", 2.5, null, null, "'-2+3|cmd"], rows[2]);
        Assert.Equal("ab?\uFFFD", rows[3][0]);
        Assert.Equal("  Dit is alles", rows[4][0]);
        Assert.Equal([17, 8, 13, 19, 60], widths);
    }

    [Fact]
    public async Task The_heading_is_bold_stays_above_and_filters()
    {
        XNamespace main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        using var workbook = new ZipArchive(new MemoryStream(await list.AsAsync(ListFile.Xlsx)));
        var sheet = Part("xl/worksheets/sheet1.xml");

        Assert.Equal(
            ("1", "frozen"),
            ((string?)Of("pane").Attribute("ySplit"), (string?)Of("pane").Attribute("state"))
        );
        Assert.Equal("A1:E5", (string?)Of("autoFilter").Attribute("ref"));
        Assert.Empty(sheet.Descendants(main + "f"));
        var style = (int)sheet.Descendants(main + "c").First().Attribute("s")!;
        var styles = Part("xl/styles.xml");
        var font = (int)styles.Descendants(main + "cellXfs").Single().Elements().ElementAt(style).Attribute("fontId")!;
        Assert.NotNull(styles.Descendants(main + "font").ElementAt(font).Element(main + "b"));

        XElement Of(string element) => Assert.Single(sheet.Descendants(main + element));

        XDocument Part(string part)
        {
            using var stream = workbook.GetEntry(part)!.Open();
            return XDocument.Load(stream);
        }
    }

    [Fact]
    public async Task Sheets_of_one_workbook_have_names_of_their_own_and_a_list_may_be_empty()
    {
        var none = new ListFile(new string('x', 40), ["Naam"], []);

        var sheets = Workbooks.Sheets(await ListFile.WorkbookAsync([none, none]));

        Assert.Equal(
            ["1. " + new string('x', 27) + "…", "2. " + new string('x', 27) + "…"],
            sheets.Select(sheet => sheet.Name)
        );
        Assert.All(sheets, sheet => Assert.Equal("Naam", Assert.Single(sheet.Rows)[0]));
    }

    /// <summary>With npm's <c>exceljs</c>, which pages and scripts of others read workbooks with.</summary>
    [LargeFact]
    public async Task A_reader_of_others_finds_days_widths_a_frozen_bold_heading_with_its_filter_and_no_formula()
    {
        var tools = Path.GetDirectoryName(temporary.Write("tools/package.json", "{}"))!;
        File.WriteAllText(Path.Combine(tools, "read.js"), Script);
        File.WriteAllBytes(Path.Combine(tools, "list.xlsx"), await list.AsAsync(ListFile.Xlsx));
        File.WriteAllBytes(Path.Combine(tools, "lists.xlsx"), await ListFile.WorkbookAsync([list, list]));
        NodeTool.Run(tools, "npm", "install", "--no-audit", "--no-fund", "exceljs@4.4.0");

        AssertRead(form => NodeTool.Run(tools, "node", "read.js", form));
    }

    /// <summary>With Debian's <c>python3-openpyxl</c>, which pandas reads workbooks with.</summary>
    [LargeFact]
    public async Task The_reader_of_pandas_finds_the_same()
    {
        var tools = Path.GetDirectoryName(temporary.Write("tools/read.py", PythonScript))!;
        using var found = Process.Start(
            "python3",
            ["-c", "import importlib.util as i, sys; sys.exit(not i.find_spec('openpyxl'))"]
        );
        found.WaitForExit();
        Assert.SkipUnless(found.ExitCode == 0, "Needs Debian's package python3-openpyxl.");
        File.WriteAllBytes(Path.Combine(tools, "list.xlsx"), await list.AsAsync(ListFile.Xlsx));
        File.WriteAllBytes(Path.Combine(tools, "lists.xlsx"), await ListFile.WorkbookAsync([list, list]));

        AssertRead(form => NodeTool.Run(tools, "python3", "read.py", form));
    }

    /// <param name="read">What a program says of a file: of each sheet what stands in it.</param>
    private static void AssertRead(Func<string, string> read)
    {
        var one = JsonNode.Parse(read("list.xlsx"))!.AsArray();
        var two = JsonNode.Parse(read("lists.xlsx"))!.AsArray();

        Assert.Equal(2, two.Count);
        var sheet = Assert.Single(one)!;
        var expected = """
            {"frozen":1,"filter":"A1:E5","bold":[true,false],"widths":[17,8,13,19,60],"formulas":0,
            "name":"Zoë 👩‍👧 Ünal","hours":12,"day":"2026-03-31T00:00:00.000Z","at":"2026-03-31T09:30:00.000Z"}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), sheet), sheet.ToJsonString());
    }

    private const string PythonScript = """
        import json, sys
        from openpyxl import load_workbook
        from openpyxl.utils import get_column_letter

        def day(cell):
            return cell.value.strftime("%Y-%m-%dT%H:%M:%S.000Z")

        print(json.dumps([{
            "frozen": sheet.freeze_panes and int(sheet.freeze_panes[1:]) - 1,
            "filter": sheet.auto_filter.ref,
            "bold": [sheet["A1"].font.b, sheet["A2"].font.b],
            "widths": [sheet.column_dimensions[get_column_letter(n)].width for n in range(1, 6)],
            "formulas": sum(cell.data_type == "f" for row in sheet for cell in row),
            "name": sheet["A2"].value, "hours": sheet["B2"].value, "day": day(sheet["C2"]), "at": day(sheet["D2"]),
        } for sheet in load_workbook(sys.argv[1])]))
        """;

    private const string Script = """
        const { Workbook, ValueType } = require('exceljs');
        const book = new Workbook();
        book.xlsx.readFile(process.argv[2]).then(() => console.log(JSON.stringify(book.worksheets.map(sheet => {
          let formulas = 0;
          sheet.eachRow(row => row.eachCell(cell => { if (cell.type === ValueType.Formula) formulas++; }));
          const cell = (row, column) => sheet.getCell(row, column);
          return {
            frozen: sheet.views[0].state === 'frozen' ? sheet.views[0].ySplit : 0,
            filter: sheet.autoFilter,
            bold: [cell(1, 1), cell(2, 1)].map(one => !!(one.font && one.font.bold)),
            widths: [1, 2, 3, 4, 5].map(column => sheet.getColumn(column).width),
            formulas, name: cell(2, 1).value, hours: cell(2, 2).value, day: cell(2, 3).value, at: cell(2, 4).value,
          };
        }))));
        """;
}
