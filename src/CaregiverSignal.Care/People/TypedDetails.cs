using CaregiverSignal.Mail.Letters;
using CaregiverSignal.Mail.Sms;

namespace CaregiverSignal.People;

/// <summary>What somebody typed of a caregiver.</summary>
/// <param name="Details">Of use for what was asked, and only where all of it is right.</param>
/// <param name="Asked">The fields that were asked: the others stay as they are stored.</param>
/// <param name="Wrong">Those of them that could not be read.</param>
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

    /// <summary>What cannot be stored over what is known, of what was asked; the first of a field first.</summary>
    public IReadOnlyList<DetailFault> FaultsOver(PersonDetails stored, DateOnly today)
    {
        var details = Over(stored);
        List<DetailFault> faults = [];
        Require((details.FirstName ?? details.LastName) is not null, "first_name", DetailProblem.Name);
        Require(details.IsReachable, "phone", DetailProblem.Reach);
        // What a list brought is let be.
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

/// <summary>Why a field of details cannot be stored.</summary>
public sealed record DetailFault(PersonField Field, DetailProblem Problem);

/// <summary>What is wrong with details that could be read.</summary>
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
