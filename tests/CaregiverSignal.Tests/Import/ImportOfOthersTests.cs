using CaregiverSignal.AuditLogs;
using CaregiverSignal.Erasure;

namespace CaregiverSignal.Tests.Import;

/// <summary>
/// What a list in the browser leaves alone: other teams, what people changed here, and who was erased.
/// </summary>
public sealed class ImportOfOthersTests : IDisposable, IAsyncLifetime
{
    private const string Zoe = "zoe@steunpunt.example";
    private const string Today = "2026-03-10";

    private readonly TestInstallation site = Some.Installation().On(Today);
    private long anna;
    private long bram;

    public async ValueTask InitializeAsync()
    {
        await site.InTeam(await site.Coordinator(), "Noord");
        await site.InTeam(await site.WithRoles(Zoe, "Zoe", StaffRole.TeamLead), "Zuid");
        anna = await site.AddCaregiver("P-001", "Anna");
        bram = await site.AddCaregiver("Z-001", "Bram", coordinator: Zoe);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task A_row_of_people_for_somebody_of_another_team_changes_nothing_and_tells_nothing()
    {
        var before = await About(anna);

        var zoe = await Try(
            ("people.csv", $"person,enrolled,first_name,email,coordinator\nP-001,{Today},X,x@example.org,{Zoe}\n")
        );

        Assert.Equal(HttpStatusCode.BadRequest, zoe.Status);
        Assert.Equal(
            [
                "people.csv|rij 2, kolom person|‘P-001’ is de code of het mailadres van een ander, of van iemand die gewist is; haal de rij weg, of voeg diegene met de hand toe",
            ],
            Faults(zoe)
        );
        Assert.Equal(before, await About(anna));
        Assert.Equal(
            $"{anna} refused",
            await site.Joined(
                "select caregiver_id || ' ' || outcome from audit_log where action = 'import' and object = 'details'"
            )
        );
    }

    [Fact]
    public async Task Whom_another_team_follows_is_not_taken_in_again_by_their_mail_address()
    {
        await site.Sql($"update caregiver set email = 'Anna@example.org' where id = {anna}");
        await site.Sql($"update caregiver set email = 'bram@example.org' where id = {bram}");

        var taken = await Try(("people.csv", $"person,enrolled,email\nN-9,{Today},anna@Example.org\n"));

        Assert.Has("‘N-9’ is de code of het mailadres van een ander", Assert.Single(Faults(taken)));
        Assert.Equal(2, await site.Count("caregiver"));
        // Of one's own team two may have one address.
        await TakeIn(("people.csv", $"person,enrolled,email\nN-9,{Today},bram@example.org\n"));
        Assert.Equal(3, await site.Count("caregiver"));
    }

    [Theory]
    [InlineData("events.csv", "person,date,kind,by,note\n{0},2026-03-09,Stopped,caregiver,\n")]
    [InlineData("events.csv", "person,date,kind,by,note\n{0},2026-03-09,SignalClosed,coordinator,\n")]
    [InlineData("situations.csv", "situation,person,role\nmijn,{0},primary\n")]
    [InlineData("asked.csv", "person,date,instruments\n{0},2026-03-09,csi\n")]
    [InlineData("answers.csv", "person,date,instrument,item,value\n{0},2026-03-09,csi,work,1\n")]
    public async Task Somebody_of_another_team_is_as_unknown_to_the_other_files_as_who_does_not_exist(
        string file,
        string rows
    )
    {
        var before = await About(anna);

        var theirs = Faults(await Try((file, Row("P-001"))));
        var nobodys = Faults(await Try((file, Row("P-999"))));

        Assert.Equal(nobodys, theirs.Select(fault => fault.Replace("P-001", "P-999")));
        Assert.Has("is niet bekend", Assert.Single(theirs));
        Assert.Equal(before, await About(anna));

        string Row(string person) => rows.Replace("{0}", person);
    }

    [Fact]
    public async Task Nobody_is_joined_to_a_stranger_and_no_helper_of_strangers_changes()
    {
        await site.Write(async transaction =>
            await HelperTable.Save(
                transaction,
                new Helper
                {
                    Situation = await CareSituations.OwnOf(transaction, anna),
                    Name = "Truus",
                    Kind = HelperKind.Neighbour,
                }
            )
        );
        var code = await site.Joined("select situation from care_situation where situation is not null");

        var joined = Faults(await Try(("situations.csv", $"situation,person,role\n{code},Z-001,helper\n")));
        var stopped = Faults(
            await Try(("helpers.csv", $"situation,name,kind,does,from,until\n{code},Truus,neighbour,,,2026-03-09\n"))
        );

        Assert.Equal([$"situations.csv|rij 2, kolom situation|‘{code}’ kan niet: kies een andere code"], joined);
        Assert.Equal(
            [$"helpers.csv|rij 2, kolom situation|‘{code}’ is niet bekend, ook niet in situations.csv"],
            stopped
        );
        Assert.Equal((1, 0), (await site.Count("care_situation", "situation is not null"), await site.Count("event")));
    }

    [Fact]
    public async Task A_list_moves_nobody_and_brings_nobody_to_another_team()
    {
        var els = TestInstallation.CoordinatorEmail;

        var moved = await TakeIn(("people.csv", $"person,enrolled,first_name,coordinator\nZ-001,{Today},Bram,{els}\n"));
        var brought = Faults(
            await Try(("people.csv", $"person,enrolled,phone,coordinator\nZ-002,{Today},06 1,{els}\n"))
        );
        await TakeIn(("people.csv", $"person,enrolled,phone\nZ-003,{Today},06 3\n"));

        Assert.Has("Z-001: coordinator", moved.Text);
        Assert.Equal(
            [$"people.csv|rij 2, kolom coordinator|‘{els}’ is niet van uw team; noem wie dat wel is, of niemand"],
            brought
        );
        Assert.Equal(
            "Z-001,Z-003",
            await site.Joined(
                $"select person from caregiver where coordinator_id = {await site.Named(Zoe)} order by person"
            )
        );
    }

    [Theory]
    [InlineData("events.csv", "person,date,kind,by,note\nZ-001,2026-03-11,Contacted,coordinator,\n")]
    [InlineData("asked.csv", "person,date,instruments\nZ-001,2027-03-10,csi\n")]
    public async Task What_has_not_happened_yet_is_a_fault(string file, string rows)
    {
        var fault = Assert.Single(Faults(await Try((file, rows))));

        Assert.EndsWith("mag niet; vandaag of eerder wel", fault, StringComparison.Ordinal);
        Assert.Equal((0, 0), (await site.Count("event"), await site.Count("check_in")));
    }

    [Fact]
    public async Task An_address_that_was_changed_here_stays_when_the_same_list_comes_again_and_is_named()
    {
        const string List = "person,enrolled,first_name,email,phone\nZ-001,2026-03-10,Bram,gelezen@example.org,06 11\n";
        await TakeIn(("people.csv", List));
        var zoe = await (await site.SignedIn(Zoe)).Open($"/zaak/{bram}/gegevens");
        await zoe.Write(Dutch("DetailsModel.Email"), "veilig@example.org").PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal("veilig@example.org", await Email());
        var before = await About(bram);

        var again = await TakeIn(("people.csv", List.Replace("06 11", "06 22")));

        Assert.Equal("veilig@example.org", await Email());
        Assert.Has(Dutch("ImportModel.Left"), again.Text);
        Assert.Has("Z-001: email", again.Text);
        Assert.Lacks("Z-001: email, phone", again.Text);
        // What nobody changed here still follows the list.
        Assert.Equal("06 22", await site.Joined($"select phone from caregiver where id = {bram}"));
        await TakeIn(("people.csv", List));
        Assert.Equal(before.Replace("06 22", "06 11"), await About(bram));

        Task<string> Email() => site.Joined($"select email from caregiver where id = {bram}");
    }

    [Fact]
    public async Task Who_was_taken_out_of_a_situation_here_is_not_put_back_by_the_same_list()
    {
        const string List =
            "situation,person,role,relation,hours_per_week\nvader,Z-001,primary,child,10\nbuur,Z-001,helper,neighbour,2\n";
        await TakeIn(("situations.csv", List));
        var zoeId = await site.Named(Zoe);
        await site.Write(async transaction =>
        {
            foreach (var code in new[] { Dutch("NetworkShown.Kind.neighbour"), "vader" })
                await CareSituations.Leave(transaction, bram, code, zoeId, site.Time);
        });
        Assert.Equal(0, await site.Count("care_situation", "situation is not null"));

        var again = await TakeIn(("situations.csv", List));

        Assert.Equal(0, await site.Count("care_situation", "situation is not null"));
        Assert.Has("Z-001: situation vader, situation buur", again.Text);
    }

    [Fact]
    public async Task Who_was_erased_comes_back_by_no_list_and_does_by_hand()
    {
        const string List = "person,enrolled,first_name,email\nZ-001,2026-03-10,Bram,Bram@example.org\n";
        await TakeIn(("people.csv", List));
        await site.Part<Erasures>().EraseAsync(await site.Caregiver(bram), Actor.CommandLine);

        var again = Faults(await Try(("people.csv", List)));
        var other = Faults(await Try(("people.csv", List.Replace("Z-001", "Z-9"))));

        var folded = Faults(await Try(("people.csv", List.Replace("Z-001", "z-001").Replace("Bram@", "een.ander@"))));
        var tagged = Faults(await Try(("people.csv", List.Replace("Z-001", "Z-9").Replace("Bram@", "bram+x@"))));

        Assert.Has("‘Z-001’ is de code", Assert.Single(again));
        Assert.Equal(again.Select(fault => fault.Replace("Z-001", "z-001")), folded);
        Assert.Equal(other, tagged);
        Assert.Equal(again.Select(fault => fault.Replace("Z-001", "Z-9")), other);
        Assert.Equal(0, await site.Count("caregiver", "first_name = 'Bram'"));

        var zoe = await (await (await site.SignedIn(Zoe)).Open("/mensen")).Follow(Dutch("Everywhere.Add"));
        await zoe.Write(Dutch("Everywhere.FirstName"), "Bram")
            .Write(Dutch("DetailsModel.Email"), "bram@example.org")
            .PressFirst(Dutch("Everywhere.Save"));
        Assert.Equal(1, await site.Count("caregiver", "first_name = 'Bram'"));
        // The address is theirs again; the number that they had stays closed, or they would be here twice.
        Assert.Has("‘Z-001’ is de code", Assert.Single(Faults(await Try(("people.csv", List)))));
        await TakeIn(("people.csv", List.Replace("Z-001", "Z-9")));
    }

    private static string[] Faults(Browser browser) =>
        [
            .. browser
                .Page.QuerySelectorAll("tbody tr")
                .Select(row => string.Join('|', row.Children.Select(cell => cell.TextContent))),
        ];

    private async Task<string> About(long caregiver) =>
        await site.Joined(
            $"""
            select first_name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '') || ' ' || status || ' '
              || coordinator_id || ' ' || channel
            from caregiver where id = {caregiver}
            """
        ) + $" {await site.Count("event")} {await site.Count("check_in")} {await site.Count("care_situation")}";

    private async Task<Browser> Try(params (string Name, string Text)[] files) =>
        await ImportPageTests.Send(await (await site.SignedIn(Zoe)).Open("/mensen/inlezen/bestanden"), files);

    private async Task<Browser> TakeIn(params (string Name, string Text)[] files)
    {
        var zoe = await site.SignedIn(Zoe);
        await ImportPageTests.TakeIn(zoe, files);
        return zoe;
    }
}
