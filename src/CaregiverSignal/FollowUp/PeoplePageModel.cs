namespace CaregiverSignal.FollowUp;

public sealed record PeoplePageModel(StaffShell Shell, bool Team, string Search, IReadOnlyList<PersonLine> Rows, Pager Pager)
{
    public static readonly Texts Words = Texts.Of(typeof(PeoplePage));

    public static PersonLine RowOf(PersonRow row) => new(
        row.Id,
        Plainly.FullName(row.Person, row.FirstName, row.LastName),
        row is { Status: "paused", PausedUntil: { } until } ? Words["PausedUntil", ("dag", Texts.Day(until))] : Words["Status." + row.Status],
        Words["Channel." + row.Channel],
        row.AnsweredOn is { } day ? Texts.Day(day) : Words["Never"]);
}

public sealed record PersonLine(long Id, string Name, string Status, string Channel, string Answered);
