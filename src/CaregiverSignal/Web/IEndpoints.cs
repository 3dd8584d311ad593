namespace CaregiverSignal.Web;

/// <summary>The routes of one subject and their handlers. Services come in by the constructor; a handler's parameters
/// come from the request: a part of the route, the signed-in person, the form.</summary>
public interface IEndpoints
{
    void AddTo(IEndpointRouteBuilder routes);
}
