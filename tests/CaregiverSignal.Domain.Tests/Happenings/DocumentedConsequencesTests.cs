using CaregiverSignal.Signals.Hindsight;

namespace CaregiverSignal.Tests.Happenings;

/// <summary>The table in docs/happenings.md is what <see cref="Consequences"/> decides.</summary>
/// <remarks>With <c>CAREGIVERSIGNAL_DOCS=1</c> this writes it anew instead.</remarks>
public sealed class DocumentedConsequencesTests
{
    private const string Before = "<!-- consequences -->\n";

    private static readonly DateOnly Day = new(2026, 3, 3);

    private static readonly (string Name, Way Way, Concerned Who)[] Columns =
    [
        ("by a link", Way.Link, new(CaregiverStatus.Active)),
        ("by a link, at red or with a promised call", Way.Link, new(CaregiverStatus.Active, IsGuarded: true)),
        ("by another caregiver's link", Way.Link, new(CaregiverStatus.Active, IsTeller: false)),
        ("by a colleague", Way.Colleague, new(CaregiverStatus.Active)),
        ("by a colleague, about another caregiver", Way.Colleague, new(CaregiverStatus.Active, IsTeller: false)),
        ("by a file", Way.File, new(CaregiverStatus.Active)),
    ];

    [Fact]
    public void The_table_in_the_document_is_that_of_the_function()
    {
        var path = Path.Combine(Some.Root, "docs", "happenings.md");
        var text = File.ReadAllText(path);
        var from = text.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        var to = text.IndexOf("<!-- end of consequences -->", from, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("CAREGIVERSIGNAL_DOCS") is not null)
            File.WriteAllText(path, text[..from] + Table() + text[to..]);
        else
            Assert.Equal(Table(), text[from..to]);
    }

    [Fact]
    public void What_came_by_a_link_ends_no_care_of_who_stands_red_nor_of_anybody_else()
    {
        foreach (var kind in Enum.GetValues<EventKind>())
        foreach (var caresForOthers in new[] { false, true })
        foreach (var (isTeller, isGuarded) in new[] { (true, true), (false, false), (false, true) })
        {
            var who = new Concerned(CaregiverStatus.Active, isTeller, true, caresForOthers, isGuarded);
            var after = Consequences.Of(new Happening(kind, Day, Way.Link), who);

            Assert.NotEqual(CareAfter.LastEnds, after.Care);
            Assert.NotEqual(CareAfter.Ends, after.Care);
            Assert.NotEqual(QuestionsAfter.Aftercare, after.Questions);
        }
    }

    [Fact]
    public void A_crisis_is_one_for_whoever_told_it_and_is_never_only_read()
    {
        foreach (var kind in Outcomes.ToForesee)
        foreach (var way in Enum.GetValues<Way>())
        {
            var teller = Consequences.Of(new Happening(kind, Day, way), new(CaregiverStatus.Active));
            var other = Consequences.Of(new Happening(kind, Day, way), new(CaregiverStatus.Active, IsTeller: false));

            Assert.Equal(RowAfter.Crisis, teller.Row);
            Assert.Equal(way == Way.Link ? RowAfter.AskFirst : RowAfter.Crisis, other.Row);
        }
    }

    [Fact]
    public void Only_the_end_of_the_last_care_begins_aftercare()
    {
        foreach (var kind in Consequences.Ends)
        foreach (var way in Enum.GetValues<Way>())
        {
            var after = Consequences.Of(
                new Happening(kind, Day, way),
                new(CaregiverStatus.Active, CaresForOthers: true)
            );

            Assert.Equal(CareAfter.Ends, after.Care);
            Assert.NotEqual(QuestionsAfter.Aftercare, after.Questions);
        }
    }

    /// <summary>A row for all events with the same consequences.</summary>
    private static string Table()
    {
        var rows = new List<(string Name, string Cells)>();
        foreach (var kind in Consequences.Told.Append(EventKind.CareCollapse).Append(EventKind.RequestForContact))
        foreach (var caresForOthers in Consequences.Ends.Contains(kind) ? [false, true] : new[] { false })
        {
            var cells = Columns.Select(column =>
                column.Who.IsTeller || Consequences.ConcernsAll(kind)
                    ? Cell(
                        Consequences.Of(
                            new Happening(kind, Day, column.Way),
                            column.Who with
                            {
                                CaresForOthers = caresForOthers,
                            }
                        )
                    )
                    : "–"
            );
            var name = $"`{kind.Code()}`" + (caresForOthers ? " of one of several" : "");
            rows.Add((name, string.Join(" | ", cells)));
        }

        var table = new StringBuilder("| | " + string.Join(" | ", Columns.Select(column => column.Name)) + " |\n");
        table.Append('|').Insert(table.Length, "---|", Columns.Length + 1).Append('\n');
        foreach (var same in rows.GroupBy(row => row.Cells, row => row.Name))
            table.Append(CultureInfo.InvariantCulture, $"| {string.Join(", ", same)} | {same.Key} |\n");
        return table.ToString();
    }

    private static string Cell(Consequence after)
    {
        string[] parts =
        [
            after.Care switch
            {
                CareAfter.Ends => "that care ends",
                CareAfter.LastEnds => "care ends",
                _ => "",
            },
            after.Questions switch
            {
                QuestionsAfter.Wait => "questions wait",
                QuestionsAfter.Sooner => "questions in two weeks",
                QuestionsAfter.Aftercare => "aftercare",
                _ => "",
            },
            after.Row switch
            {
                RowAfter.Read => "to read",
                RowAfter.Contact => "to contact",
                RowAfter.Call => "call within a week",
                RowAfter.CallNext => "call next working day",
                RowAfter.AskFirst => "ask first",
                RowAfter.Crisis => "amber today",
                RowAfter.Request => "call as requested",
                _ => "",
            },
            after.Help switch
            {
                HelpAfter.IsLookedAt => "review help",
                HelpAfter.WhichIsAsked => "ask which help",
                _ => "",
            },
        ];
        var said = parts.Where(part => part.Length > 0).ToList();
        return said.Count == 0 ? "–" : string.Join("; ", said);
    }
}
