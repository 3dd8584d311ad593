using CaregiverSignal.People;

namespace CaregiverSignal.Staff.Accounts;

/// <summary>
/// Who is told in a colleague's place: never a name that cannot come in, and never nobody while anybody can.
/// </summary>
public static class Access
{
    /// <summary>
    /// The coordinator's own deputy; or else the first standard one; or else the whole team. Each must have come in
    /// once, and be there.
    /// </summary>
    /// <param name="standard">The addresses of the standard deputies, in order, in small letters.</param>
    /// <param name="enrolled">Everybody who has come in once.</param>
    /// <param name="team">Those of them who work with people.</param>
    /// <param name="away">Who is not there, or has been told already; they are told only where there is nobody
    /// else.</param>
    /// <returns>Never the owner; empty when nobody else has ever come in.</returns>
    public static IReadOnlyList<Coordinator> InPlaceOf(
        Coordinator owner,
        IReadOnlyList<string> standard,
        IReadOnlyList<Coordinator> enrolled,
        IReadOnlyList<Coordinator> team,
        IReadOnlySet<long> away
    )
    {
        var here = enrolled.Where(one => one.Id != owner.Id && !away.Contains(one.Id)).ToList();
        if (here.Find(one => one.Id == owner.DeputyId) is { } own)
            return [own];
        if (
            standard.Select(email => here.Find(one => one.Email == email)).FirstOrDefault(one => one is not null) is
            { } first
        )
            return [first];
        List<Coordinator> rest = [.. team.Where(here.Contains)];
        if (rest.Count > 0)
            return rest;
        if (here.Count > 0)
            return here;
        return [.. enrolled.Where(one => one.Id != owner.Id)];
    }
}
