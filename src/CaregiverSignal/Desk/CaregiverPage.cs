using CaregiverSignal.Cases;

namespace CaregiverSignal.Desk;

/// <summary>A page of staff about one caregiver, whose number is in its address.</summary>
public abstract class PersonPage : StaffPage
{
    public Caregiver Caregiver { get; protected set; } = null!;

    public string FullName => Plainly.FullName(Caregiver.Person, Caregiver.FirstName, Caregiver.LastName);

    /// <summary>The number in the address.</summary>
    protected long? Id => StaffRouteGroups.Number(HttpContext, "caregiver");

    /// <summary>Looks for the caregiver alone, and records the look.</summary>
    /// <returns>False when there is no such caregiver whom the reader may see.</returns>
    protected bool Finds(CaregiverAccess access, Deed look)
    {
        Caregiver = access.Look(Staff, Id, look)!;
        return Caregiver is not null;
    }
}

/// <summary>The same, where the page reads and changes by itself.</summary>
public abstract class CaregiverPage(CaregiverAccess access) : PersonPage
{
    /// <summary>Reads what the page shows, and records the look.</summary>
    /// <param name="read">Whether there is such a page of theirs.</param>
    /// <returns>False when there is no such caregiver whom the reader may see, or no such page of theirs.</returns>
    protected bool Finds(Deed look, Func<Transaction, Caregiver, bool> read) =>
        access.Look(
            Staff,
            Id,
            look,
            (transaction, caregiver) => read(transaction, caregiver) ? Caregiver = caregiver : null
        )
            is not null;

    protected bool Finds(Deed look, Action<Transaction, Caregiver> read) => Finds(look, Always(read));

    /// <inheritdoc cref="CaregiverAccess.Change(SignedInStaff, long?, Deed, Func{Transaction, Caregiver, bool})"/>
    protected bool? Changes(Deed deed, Func<Transaction, Caregiver, bool> act) => access.Change(Staff, Id, deed, act);

    protected bool? Changes(Deed deed, Action<Transaction, Caregiver> act) => Changes(deed, Always(act));

    private static Func<Transaction, Caregiver, bool> Always(Action<Transaction, Caregiver> act) =>
        (transaction, caregiver) =>
        {
            act(transaction, caregiver);
            return true;
        };
}
