using CaregiverSignal.Caseload;

namespace CaregiverSignal.Tests.People;

/// <summary>Whoever is likely somebody is looked up as they would be found among everybody.</summary>
public sealed class FindTableTests : IDisposable
{
    private readonly TestInstallation site = new();

    public void Dispose() => site.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Names_stand_where_people_look_for_them_whatever_their_case_and_accents(bool isPostgres)
    {
        using var other = (isPostgres ? TestInstallation.OnPostgres() : Some.Installation()).On("2026-03-02");
        foreach (
            var (name, person) in new[] { "Zoë", "anna", "Élise", "Bram", "Ömer", "Anna" }.Select(
                (name, place) => (name, place)
            )
        )
            await other.AddCaregiver($"{person}", name);

        var found = await other.Read(transaction => FindTable.Of(transaction, [1]));

        Assert.Equal(["anna", "Anna", "Bram", "Élise", "Ömer", "Zoë"], found.Select(findable => findable.FirstName));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task People_go_by_the_last_name_behind_its_prefix_then_by_the_first(bool isPostgres)
    {
        using var other = (isPostgres ? TestInstallation.OnPostgres() : Some.Installation()).On("2026-03-02");
        string[] inOrder =
        [
            "Ågren",
            "de Álvarez",
            "Van den Berg",
            "van Dam",
            "'s-Gravesande",
            "d'Hondt",
            "'T Hooft",
            "Ten",
            "Ünal",
            "van ’t Veld",
            "In der Zee",
            "zomer",
        ];
        foreach (var (place, name) in inOrder.Index().Reverse())
            await Add($"{place}", place % 2 == 0 ? "Zoë" : "anna", name);
        await Add("A", "Zoë", "van de Berg");
        await Add("B", "Bob", "berg");
        await Add("C", "Mien", null);
        await Add("007", null, null);

        var found = await other.Read(transaction => FindTable.Of(transaction, [1]));
        var passed = await other.Read(transaction => CaseloadTable.ToPassOn(transaction, 1));
        var listed = await other.Read(transaction =>
            CaseloadTable.People(transaction, [1], "", null, null, false, PeopleOrder.Name, 100, 0)
        );

        Assert.Equal(
            ["007", .. inOrder[..2], "berg", "Van den Berg", "van de Berg", .. inOrder[3..7], "Mien", .. inOrder[7..]],
            found.Select(findable => findable.LastName ?? findable.FirstName ?? findable.Person)
        );
        Assert.Equal(found.Select(findable => findable.Id), listed.Select(row => row.Id));
        Assert.Equal(found.Select(findable => findable.Id), passed.Select(row => row.Id));

        async Task Add(string person, string? first, string? last)
        {
            var id = await other.AddCaregiver(person);
            await other.Sql(
                "update caregiver set first_name = @first, last_name = @last where id = @id",
                new
                {
                    first,
                    last,
                    id,
                }
            );
        }
    }

    [Fact]
    public async Task A_number_finds_itself_in_every_way_of_writing_and_no_other_of_the_same_digits()
    {
        string[] written =
        [
            "0613245789",
            "06-13 24 57 89",
            "+31 (0)6 13245789",
            "+31613245789",
            "0031 6 13 24 57 89",
            "003106–13245789 (dochter, 'na vijven')",
            "0631245789",
            "+31 6 31245789",
            "06 13245789 toestel 3",
            "+32 470 12 34 56",
            "0032470123456",
            "thuis",
            "",
        ];
        List<(long Id, string Phone)> stored = [];
        foreach (var (place, phone) in written.Index())
            stored.Add((await Add(place, phone), phone));

        foreach (var phone in written)
        {
            var likely = stored.Where(pair => PhoneKey.Of(pair.Phone) == PhoneKey.Of(phone)).Select(pair => pair.Id);

            Assert.Equal(
                likely,
                await Like(
                    new()
                    {
                        FirstName = "Ánna",
                        LastName = "jansen",
                        Phone = phone,
                    }
                )
            );
            Assert.Empty(
                await Like(
                    new()
                    {
                        FirstName = "Bep",
                        LastName = "Jansen",
                        Phone = phone,
                    }
                )
            );
        }
    }

    [Fact]
    public async Task A_mail_address_finds_itself_and_nobody_is_found_by_what_they_do_not_have()
    {
        var anna = await site.AddCaregiver("1");
        var bep = await site.AddCaregiver("2", "Bep");
        await site.AddCaregiver("3");
        await site.Sql("update caregiver set email = null, phone = null where person = '3'");

        Assert.Equal([anna], await Like(new() { FirstName = "Iemand", Email = "PERSOON1@Example.org" }));
        Assert.Equal(
            [anna, bep],
            await Like(
                new()
                {
                    FirstName = "Bep",
                    LastName = "Jansen",
                    Email = "persoon1@example.org",
                    Phone = "0612345678",
                }
            )
        );
        Assert.Empty(await Like(new() { FirstName = "Anna", LastName = "Jansen" }));
    }

    private async Task<long> Add(int number, string phone)
    {
        var id = await site.AddCaregiver($"{number}");
        await site.Sql("update caregiver set phone = @phone where id = @id", new { phone, id });
        return id;
    }

    private async Task<IEnumerable<long>> Like(PersonDetails details) =>
        (await site.Read(transaction => FindTable.Like(transaction, details))).Select(findable => findable.Id);
}
