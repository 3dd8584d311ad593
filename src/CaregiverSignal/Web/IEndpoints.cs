namespace CaregiverSignal.Web;

/// <summary>The routes of one subject with their handlers. Services come through the constructor; handler parameters
/// come from the request: a route value, the signed-in person, the form.</summary>
public interface IEndpoints
{
    void AddTo(IEndpointRouteBuilder routes);
}
