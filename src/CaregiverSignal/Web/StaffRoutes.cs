namespace CaregiverSignal.Web;

/// <summary>The addresses of staff that more than one page names.</summary>
public static class StaffRoutes
{
    public const string SignIn = "/inloggen";
    public const string Begin = "/begin";
    public const string Worklist = "/werklijst";
    public const string Accounts = "/beheer/medewerkers";

    /// <summary>Where somebody with a session shows who they are, with their second factor.</summary>
    public const string Again = "/opnieuw";

    /// <summary>The ways in which one signs in oneself, and one's sessions.</summary>
    public const string OwnAccount = "/mijn-account";

    public const string SetUp = OwnAccount + "/instellen";

    /// <summary>Where somebody begins: the first page that they may see.</summary>
    public static string HomeOf(Coordinator account) =>
        account switch
        {
            { IsCoordinator: true } => Worklist,
            { IsAdministrator: true } => Accounts,
            _ => "/beheer/post",
        };
}
