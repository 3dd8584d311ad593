using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Sms;

namespace CaregiverSignal.People;

/// <summary>What somebody typed about a caregiver.</summary>
/// <param name="Details">Meaningful for the fields asked, and only if all of it is right.</param>
/// <param name="Asked">The fields that were asked; others stay as stored.</param>
/// <param name="Wrong">Those that could not be read.</param>
/// <param name="IsRight">Whether all that was typed could be read.</param>
public sealed record TypedDetails(
    PersonDetails Details,
    IReadOnlyList<PersonField> Asked,
    IReadOnlyList<PersonField> Wrong,
    bool IsRight
)
{
    /// <summary>What is known once it is stored.</summary>
    public PersonDetails Over(PersonDetails stored) =>
        Asked.Aggregate(stored, (to, field) => field.Copied(to, Details)) with
        {
            TasksOn = Details.TasksOn ?? stored.TasksOn,
        };

    /// <summary>What cannot be stored over the known values, among the fields asked; the first fault per field
    /// first.</summary>
    public IReadOnlyList<DetailFault> FaultsOver(PersonDetails stored, DateOnly today)
    {
        var details = Over(stored);
        List<DetailFault> faults = [];
        Require((details.FirstName ?? details.LastName) is not null, "first_name", DetailProblem.Name);
        Require(details.IsReachable, "phone", DetailProblem.Reach);
        // Values brought by a list are left alone.
        var isSame = details.Phone == stored.Phone;
        Require(details.Phone is null || isSame || PhoneKey.CanBeCalled(details.Phone), "phone", DetailProblem.Phone);
        Require(details.Email is null || Address.TryParse(details.Email, out _), "email", DetailProblem.Email);
        var (isByMail, isBySms) = (details.Channel == Channel.Email, details.Channel == Channel.Sms);
        Require(!isByMail || details.Email is not null, "channel", DetailProblem.NoMail);
        Require(!isBySms || MobileNumber.Of(details.Phone) is not null, "phone", DetailProblem.NoMobile);
        Require(!details.Channel.IsSent() || !details.IsAskedByAPersonOn(today), "channel", DetailProblem.Minor);
        return faults;

        void Require(bool holds, string column, DetailProblem problem)
        {
            if (!holds && Asked.FirstOrDefault(field => field.Column == column) is { } field)
                faults.Add(new(field, problem));
        }
    }
}

/// <summary>Why a field cannot be stored.</summary>
public sealed record DetailFault(PersonField Field, DetailProblem Problem);

/// <summary>A fault in details that could be read.</summary>
public enum DetailProblem
{
    Name,
    Reach,
    Phone,
    Email,
    NoMail,
    NoMobile,
    Minor,
}
