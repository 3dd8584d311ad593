namespace CaregiverSignal.Tests.Pages.ForCoordinators;

/// <summary>Whom a municipality thanks once a year: who cares so many hours and months, by place.</summary>
public sealed class ThankedTests() : AtASite("2026-03-02")
{
    [Fact]
    public async Task Who_cares_for_so_long_and_so_much_is_on_the_list_and_of_whom_it_is_not_known_is_counted()
    {
        await Cares("1", "Anna", 8, "2025-12-02", "Ede", "Lindelaan 1");
        await Cares("2", "Bram", 7, "2019-01-01", "Ede", null);
        await Cares("3", "Carla", 40, "2025-12-03", "Ede", null);
        await Cares("4", "Dirk", 20, null, "Wageningen", null);
        await Cares("5", "Eva", null, "2019-01-01", null, null);
        await Cares("6", "Fred", 2, null, null, null);
        await Cares("7", "Gea", 30, "2019-01-01", "Wageningen", null);
        await Cares("8", "Hans", 30, "2019-01-01", null, null, status: "ended");
        await Cares("9", "Ine", 30, "2019-01-01", null, null, status: "aftercare");
        var jan = await Cares("10", "Jan", 30, "2019-01-01", null, null);
        await site.AddSignal(jan);
        await site.Sql(
            """
            insert into action (caregiver_id, signal_id, kind, outcome, done_on, at)
            select caregiver_id, id, 'closed', 'no-contact-wanted', '2026-03-01', '2026-03-01T10:00:00.000Z' from signal
            """
        );
        var els = await (await site.SignedIn()).Open("/mensen");

        await els.Follow(Dutch("PeopleModel.Thanked"));

        Assert.Equal(["Anna Jansen", "Gea Jansen"], Names(els));
        Assert.Has("Ede, 8 uur per week, sinds december 2025, Lindelaan 1", els.Text);
        Assert.Has(Dutch("PeopleModel.Unknown", 2), els.Text);
        await els.Follow(Dutch("PeopleModel.Go"));
        Assert.Equal(["Dirk Jansen", "Eva Jansen"], Names(els));
        Assert.EndsWith(
            "/gegevens",
            els.Page.QuerySelector("tbody th a")!.GetAttribute("href")!,
            StringComparison.Ordinal
        );

        Assert.Equal(
            ["Anna Jansen", "Bram Jansen", "Carla Jansen", "Gea Jansen"],
            Names(await els.Open("/mensen?hours=7&months=2"))
        );
        Assert.Equal(["Gea Jansen"], Names(await els.Open("/mensen?hours=8&months=3&municipality=Wageningen")));
        Assert.Equal(
            ["Gea Jansen"],
            Names(await els.Open("/mensen?van=team&hours=8&months=30&municipality=Wageningen"))
        );
        Assert.Empty(Names(await els.Open("/mensen?hours=8&months=99999999")));
    }

    /// <summary>The municipality where the person cared for lives thanks them.</summary>
    [Fact]
    public async Task Who_lives_elsewhere_is_thanked_where_the_person_cared_for_lives_and_who_has_no_town_is_counted()
    {
        var anna = await Cares("1", "Anna", 40, "2019-05-01", "Ede", null);
        var bram = await Cares("2", "Bram", 40, "2019-05-01", "Ede", null);
        await Cares("3", "Carla", 40, "2019-05-01", "Ede", null);
        await Cares("4", "Dirk", 2, "2019-05-01", null, null);
        await site.Sql("update care_situation set lives_together = 0 where caregiver_id in (1, 2)");
        await site.Write(async transaction =>
            await PersonDetailsTable.Change(
                transaction,
                anna,
                await PersonDetailsTable.Of(transaction, anna) with
                {
                    CaredForMunicipality = "Wageningen",
                },
                by: null,
                site.Time
            )
        );
        var els = await site.SignedIn();

        Assert.Equal(["Carla Jansen"], Names(await els.Open("/mensen?hours=8&months=3&municipality=Ede")));
        Assert.Equal(["Anna Jansen"], Names(await els.Open("/mensen?hours=8&months=3&municipality=Wageningen")));
        Assert.Has("Wageningen, 40 uur per week", els.Text);
        Assert.Has(Dutch("PeopleModel.TownlessOne"), els.Text);
        await els.Follow(Dutch("PeopleModel.Townless.Go"));
        Assert.Equal(["Bram Jansen"], Names(els));
        await els.Follow("Bram Jansen");
        Assert.Equal($"/zaak/{bram}/gegevens", els.Path);

        // Care that ended is thanked for no more.
        await site.Sql(
            "update care_situation set ended = 'death', ended_on = '2026-02-01' where caregiver_id = @anna",
            new { anna }
        );
        Assert.Equal(["Bram Jansen", "Carla Jansen"], Names(await els.Open("/mensen?hours=8&months=3")));
    }

    [Fact]
    public async Task Hours_of_several_people_add_up_and_one_that_is_not_known_leaves_nobody_out()
    {
        var (anna, bram) = (
            await Cares("1", "Anna", 5, "2019-01-01", null, null),
            await Cares("2", "Bram", 5, "2019-01-01", null, null)
        );
        await Further(anna, "4");
        await Further(bram, "null");
        var els = await site.SignedIn();

        Assert.Equal(["Anna Jansen"], Names(await els.Open("/mensen?hours=8&months=3")));
        Assert.Equal(["Bram Jansen"], Names(await els.Open("/mensen?hours=8&months=3&unknown=true")));
    }

    [Fact]
    public async Task The_list_is_a_file_with_the_address_of_each_and_is_recorded_as_every_other()
    {
        await Cares("1", "Anna", 40, "2019-05-01", "Ede", "Lindelaan 1, 1234 AB De Linde");
        await Cares("2", "Bram", 1, "2019-05-01", "Ede", null);
        var els = await (await site.SignedIn()).Open("/mensen?hours=8&months=3");

        await els.Follow(Dutch("StaffLayout.AsFile.csv"));

        var text = await els.Answer.Content.ReadAsStringAsync(Some.Stop);
        Assert.Has("Gemeente;Uren zorg per week;Zorgt sinds;Postadres", text);
        Assert.Has(";Ede;40;2019-05-01;Lindelaan 1, 1234 AB De Linde", text);
        Assert.Lacks("Bram", text);
        Assert.Equal(1, await site.Count("audit_log", "action = 'export'"));
        Assert.Lacks(
            "Postadres",
            await (await els.Open("/mensen?vorm=csv")).Answer.Content.ReadAsStringAsync(Some.Stop)
        );
    }

    private async Task<long> Cares(
        string person,
        string name,
        int? hours,
        string? since,
        string? place,
        string? address,
        string status = "active"
    )
    {
        var id = await site.AddCaregiver(person, name, nextDueOn: new DateOnly(2026, 6, 2), status: status);
        await site.Sql(
            """
            update care_situation set hours_per_week = @hours, caring_since = @since, lives_together = 1
            where caregiver_id = @id
            """,
            new
            {
                id,
                hours,
                since,
            }
        );
        await site.Sql(
            "update caregiver set municipality = @place, postal_address = @address where id = @id",
            new
            {
                id,
                place,
                address,
            }
        );
        return id;
    }

    private Task Further(long id, string hours) =>
        site.Sql(
            $"""
            insert into care_situation (caregiver_id, is_own, situation, hours_per_week, caring_since)
            values ({id}, 0, 'S{id}', {hours}, '2020-01-01')
            """
        );

    private static IReadOnlyList<string> Names(Browser els) =>
        [.. els.Page.QuerySelectorAll("tbody th a").Select(name => name.TextContent)];
}
